// Where one types: Enter sends, a counter speaks up near the limit, and nothing is cut off.
import { make } from "./dom.js";
import { link } from "./links.js";

const LIMIT = 1000;
const COUNTS_FROM = 60;
// What Safari reports for the Enter that ends a composition, of Japanese for instance.
const COMPOSING = 229;

/** `send(text)` returns whether the text was taken; `changed(text)` is told of each change; `letterUrl` takes longer letters. */
export function createComposer(t, letterUrl, send, changed) {
  const counter = make("p.counter", { id: "counter", role: "status" });
  const label = make("label", { for: "text" }, t("field.message"));
  const input = make("textarea", { id: "text", rows: 1, autocomplete: "off", "aria-describedby": "counter", enterkeyhint: "send", input: count, keydown: enter });
  const element = make("form.composer", { submit }, label, make("div.row", input, make("button", t("send"))), counter);

  let isLetter;
  function count() {
    const left = LIMIT - input.value.trim().length;
    counter.textContent = left > COUNTS_FROM ? "" : t(left < 0 ? "too_long" : "left", { n: Math.abs(left) });
    if (left < 0 && isLetter) counter.append(". ", link(t("upload"), letterUrl, t));
    input.ariaInvalid = left < 0;
    changed(input.value);
    return left;
  }

  async function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (text && count() >= 0 && await send(text)) set("");
  }

  function enter(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== COMPOSING) submit(event);
  }

  function set(text) {
    input.value = text;
    count();
  }

  function forLetter(is) {
    isLetter = is;
    label.textContent = t(is ? "field.letter" : "field.message");
    element.classList.toggle("long", is);
  }
  return { element, input, set, forLetter };
}
