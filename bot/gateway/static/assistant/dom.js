// Builds elements. Nothing here, or anywhere in the widget, parses a text as markup.

/** Return an element; a property that is a function listens to the event it names (`click`). */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

export function button(label, press, properties = {}) {
  return make("button", { type: "button", click: press, ...properties }, label);
}

/** A button that was used stays where the focus is; it only says that it does nothing any more. */
export function retire(element) {
  element.setAttribute("aria-disabled", "true");
}

export function isRetired(element) {
  return element.getAttribute("aria-disabled") === "true";
}
