// What one can do with the whole conversation: a button and a list of buttons.
import { button, make } from "./dom.js";

/** `items` are pairs of a string's key and what to do. */
export function createMenu(t, items) {
  const list = make("div", { class: "menu", hidden: true },
    items.map(([key, act]) => button(t(key), () => { show(false); toggle.focus(); act(); })));
  const toggle = button("⋯", () => show(list.hidden), { class: "icon", "aria-expanded": "false", "aria-label": t("menu") });
  const element = make("div", { class: "menu-place", keydown: escape, focusout: leave }, toggle, list);

  function show(is) {
    list.hidden = !is;
    toggle.setAttribute("aria-expanded", String(is));
  }

  function escape(event) {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    event.preventDefault();
    show(false);
    toggle.focus();
  }

  function leave({ relatedTarget }) {
    if (relatedTarget && !element.contains(relatedTarget)) show(false);
  }
  return element;
}
