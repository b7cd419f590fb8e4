// Builds elements. Nothing here, or anywhere in the widget, parses a text as markup.

/** Return an element, as in `make("p.note", { lang }, text)`. Of the properties, a function listens to the event it is named after. */
export function make(tag, ...children) {
  const [name, ...kinds] = tag.split(".");
  const element = document.createElement(name);
  element.classList.add(...kinds);
  if (children[0]?.constructor === Object) set(element, children.shift());
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

function set(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if ((value ?? false) !== false) element.setAttribute(name, value);
  }
}

export function button(label, click, kind = "") {
  return make(`button${kind}`, { type: "button", click }, label);
}
