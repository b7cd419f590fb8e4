// Where one types: Enter sends, a counter speaks up near the limit, and nothing is cut off.
import { make } from "./dom.js";

const LIMIT = 300;
const LETTER_LIMIT = 1000;
const COUNTS_FROM = 60;

/** `send(text)` returns whether the text was taken. */
export function createComposer(t, send) {
  let limit = LIMIT;
  const counter = make("p.counter", { id: "counter", role: "status" });
  const input = make("textarea", { id: "text", rows: 1, autocomplete: "off", "aria-describedby": "counter", enterkeyhint: "send", input: count, keydown: enter });
  const element = make("form.composer", { submit },
    make("label", { for: "text" }, t("field.question")),
    make("div.row", input, make("button", t("send"))), counter);

  function count() {
    const left = limit - input.value.trim().length;
    counter.textContent = left > COUNTS_FROM ? "" : t(left < 0 ? "too_long" : "left", { n: Math.abs(left) });
    input.ariaInvalid = left < 0;
    return left;
  }

  function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (text && count() >= 0 && send(text)) set("");
  }

  function enter(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  }

  function set(text) {
    input.value = text;
    count();
  }

  function forLetter(is) {
    limit = is ? LETTER_LIMIT : LIMIT;
    input.rows = is ? 5 : 1;
    count();
  }
  return { element, input, set, forLetter };
}
