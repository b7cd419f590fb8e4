// The log of a conversation: it never moves under somebody who is reading further up.
import { button, make } from "./dom.js";

const NEAR = 60;

/** `scroller()` is what scrolls: the log itself, or the whole panel where there is little room. */
export function createLog(t, scroller) {
  const element = make("div", { class: "log", role: "log", "aria-live": "off", "aria-label": t("conversation"), tabindex: "0" });
  const fresh = button(t("new_messages"), () => {
    reveal(firstUnseen ?? element.lastElementChild);
    element.focus({ preventScroll: true });
  }, { class: "fresh", hidden: true });
  let firstUnseen = null;

  const isAtEnd = () => {
    const { scrollTop, clientHeight, scrollHeight } = scroller();
    return scrollHeight - scrollTop - clientHeight < NEAR;
  };

  function reveal(entry) {
    const box = scroller();
    const top = entry.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = Math.min(top - 8, box.scrollHeight);
    settle();
  }

  function settle() {
    firstUnseen = null;
    fresh.hidden = true;
  }

  /** Add an entry; it is scrolled into view unless the reader is elsewhere, or did not ask for it. */
  function add(entry, { follow = isAtEnd() } = {}) {
    element.append(entry);
    if (follow) reveal(firstUnseen ?? entry);
    else {
      firstUnseen ??= entry;
      fresh.hidden = false;
    }
    return entry;
  }

  /** Show something that is no message: it follows the end, and is not counted as new. */
  function hint(entry) {
    const wasAtEnd = isAtEnd();
    element.append(entry);
    if (wasAtEnd) end();
    return entry;
  }

  function end() {
    scroller().scrollTop = scroller().scrollHeight;
    settle();
  }

  element.addEventListener("scroll", () => isAtEnd() && settle());
  return { element, fresh, add, hint, isAtEnd, reveal, end };
}
