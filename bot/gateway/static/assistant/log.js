// The log of a conversation: it never moves under somebody who is reading further up.
import { button, make } from "./dom.js";

const NEAR = 60;

/** `scroller()` is what scrolls: the log itself, or the whole panel where there is little room. */
export function createLog(t, scroller) {
  let unseen;
  const element = make("div.log", { role: "log", "aria-live": "off", "aria-label": t("conversation"), tabindex: 0, scroll: () => isAtEnd() && settle() });
  const fresh = button(t("new_messages"), () => {
    reveal(unseen);
    element.focus({ preventScroll: true });
  }, ".fresh");
  settle();

  function isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = scroller();
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Show an entry from its beginning; where none is given the end, or the greeting from its beginning. */
  function reveal(entry) {
    const box = scroller();
    // Where the whole panel scrolls, its bar stays in front.
    box.scrollTop = entry ? entry.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - (box === element ? 8 : 64) : element.querySelector(".mine") ? box.scrollHeight : 0;
    settle();
  }

  function settle() {
    unseen = null;
    fresh.hidden = true;
  }

  /** Add an entry. A reader further up is told of it, unless it is only a hint. */
  function add(entry, { follows = isAtEnd(), isHint } = {}) {
    element.append(entry);
    // What was asked stays in sight above its answer.
    const before = entry.previousElementSibling;
    if (follows) reveal(isHint ? null : before?.matches(".mine") ? before : entry);
    else if (!isHint) {
      unseen ??= entry;
      fresh.hidden = false;
    }
    return entry;
  }
  return { element, fresh, add, isAtEnd, reveal };
}
