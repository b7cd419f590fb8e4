// A question with two buttons in front of everything: frames may forbid the browser's own.
import { button, make } from "./dom.js";

/** Return whether somebody agreed. */
export function confirmIn(panel, text, agree, refuse) {
  return new Promise((resolve) => {
    const no = button(refuse, () => element.close(), ".choice");
    const element = make("dialog.confirm", { role: "alertdialog", "aria-labelledby": "confirm", close, keydown: (event) => event.stopPropagation() },
      make("p", { id: "confirm" }, text),
      make("p.row", button(agree, () => element.close(agree), ".primary"), no));
    function close() {
      element.remove();
      resolve(element.returnValue === agree);
    }
    panel.append(element);
    element.showModal();
    no.focus();
  });
}
