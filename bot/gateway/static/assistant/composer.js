// Where one types: Enter sends, a counter speaks up near the limit, and nothing is cut off.
import { make } from "./dom.js";

const LIMIT = 300;
const LETTER_LIMIT = 1000;
const COUNTS_FROM = 60;

/** `send(text)` returns whether the text was taken. */
export function createComposer(t, send) {
  let limit = LIMIT;
  const counter = make("p", { class: "counter", id: "counter", role: "status" });
  const input = make("textarea", { id: "text", rows: "1", autocomplete: "off", "aria-describedby": "counter", enterkeyhint: "send", input: count });
  const element = make("form", { class: "composer", submit: (event) => { event.preventDefault(); submit(); } },
    make("label", { for: "text" }, t("your_question")),
    make("div", { class: "row" }, input, make("button", {}, t("send"))), counter);

  function count() {
    const left = limit - input.value.trim().length;
    counter.textContent = left > COUNTS_FROM ? "" : left < 0 ? t("too_long", { n: -left }) : t("left", { n: left });
    input.setAttribute("aria-invalid", String(left < 0));
    return left;
  }

  function submit() {
    const text = input.value.trim();
    if (text && count() >= 0 && send(text)) set("");
  }

  function set(text) {
    input.value = text;
    count();
  }

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return { element, input, set, forLetter: (is) => { limit = is ? LETTER_LIMIT : LIMIT; input.rows = is ? 5 : 1; count(); } };
}
