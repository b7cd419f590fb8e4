// What one can do with the whole conversation: a disclosure with a list of buttons.
import { button, make } from "./dom.js";

/** `items` are pairs of a string's key and what to do. */
export function createMenu(t, items) {
  const toggle = make("summary.icon", { role: "button", "aria-label": t("menu") }, "⋯");
  const element = make("details.menu-place", { keydown: escape, toggle: watch }, toggle,
    make("div.menu", items.map(([key, act]) => button(t(key), () => { shut(); act(); }))));

  function shut() {
    element.open = false;
    toggle.focus();
  }

  function escape(event) {
    if (event.key !== "Escape" || !element.open) return;
    event.stopPropagation();
    event.preventDefault();
    shut();
  }

  /** While it is open, a click elsewhere closes it. */
  function watch() {
    if (element.open) addEventListener("pointerdown", outside);
    else removeEventListener("pointerdown", outside);
  }

  function outside(event) {
    if (!event.composedPath().includes(element)) element.open = false;
  }
  return element;
}
