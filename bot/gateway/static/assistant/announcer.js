// Says to screen readers what arrived: each text once, and gone before it could be read a second time.
import { make } from "./dom.js";

const MILLISECONDS_TO_STAND = 1000;

/** Return `announce(text, lang)`; what it says stands in `root`, which must be the panel: in front of a phone's page, all else is inert. */
export function createAnnouncer(root) {
  const element = make("div.unseen", { role: "status", "aria-live": "polite" });
  root.append(element);
  return (text, lang) => {
    const line = make("p", { lang }, text);
    element.append(line);
    setTimeout(() => line.remove(), MILLISECONDS_TO_STAND);
  };
}
