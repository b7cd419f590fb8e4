// The panel: beside the page where there is room, in front of it (the page inert) on a phone or at high zoom,
// or in the place of the element itself.
import { make } from "./dom.js";

const LITTLE_ROOM = "(max-width:30em),(max-height:26em)";

/** `asks` is called when somebody wants to leave by Escape. */
export function createDialog(t, root, host, asks) {
  const little = matchMedia(LITTLE_ROOM);
  const fit = new CSSStyleSheet();
  const isInline = host.hasAttribute("inline");
  const element = make("dialog.panel", { "aria-label": t("title"), lang: t.language, dir: getComputedStyle(host).direction, keydown: escape, cancel });
  root.adoptedStyleSheets.push(fit);

  function show() {
    const focused = element.open && root.activeElement;
    const isModal = little.matches && !isInline;
    element.close();
    if (isModal) element.showModal();
    else element.open = true;
    element.ariaModal = isModal;
    if (focused) focused.focus();
    follow();
  }

  function escape(event) {
    if (event.key === "Escape") cancel(event);
  }

  function cancel(event) {
    event.preventDefault();
    if (!isInline) asks();
  }

  /** Keep clear of a phone's keyboard: as high as what can be seen of the page. */
  function follow() {
    const { height, offsetTop } = visualViewport;
    fit.replaceSync(element.open && little.matches ? `.panel{--height:${height}px;--top:${offsetTop}px}` : "");
  }

  little.addEventListener("change", () => element.open && show());
  visualViewport.addEventListener("resize", follow);
  visualViewport.addEventListener("scroll", follow);
  return { element, show };
}
