// A question with two buttons inside the panel: frames may forbid the browser's own.
import { button, make } from "./dom.js";

/** Return whether somebody agreed; `panel` is inert but for the question. */
export function confirmIn(panel, text, agree, refuse) {
  const behind = [...panel.children];
  const before = panel.getRootNode().activeElement;
  return new Promise((resolve) => {
    const end = (is) => {
      element.remove();
      behind.forEach((one) => { one.inert = false; });
      before?.focus();
      resolve(is);
    };
    const no = button(refuse, () => end(false), ".choice");
    const element = make("div.cover", make("div.confirm", { role: "alertdialog", "aria-modal": true, "aria-labelledby": "confirm", keydown: escape },
      make("p", { id: "confirm" }, text),
      make("p.row", button(agree, () => end(true), ".primary"), no)));
    function escape(event) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      end(false);
    }
    behind.forEach((one) => { one.inert = true; });
    panel.append(element);
    no.focus();
  });
}
