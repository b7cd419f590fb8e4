// Builds elements. Nothing here, or anywhere in the widget, parses a text as markup.

/** Return an element; a property that is a function listens to the event it names (`click`). */
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

export function button(label, click, properties) {
  return make("button", { type: "button", click, ...properties }, label);
}

/** A button that was used stays where the focus is; it only says that it does nothing any more. */
export function retire(element) {
  element.setAttribute("aria-disabled", "true");
}

export function isRetired(element) {
  return element.ariaDisabled === "true";
}

/** Say which button of a group was pressed; none of them works again. */
export function markChosen(element, group, t) {
  group.forEach(retire);
  element.classList.add("chosen");
  element.append(make("span", { class: "mark", lang: t.language }, ` ${t("chosen")}`));
}
