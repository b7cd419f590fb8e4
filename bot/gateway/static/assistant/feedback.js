// "Was this helpful?" under an answer: once, with a reason if one likes to give it.
import { button, make } from "./dom.js";

const REASONS = ["not_my_question", "wrong", "incomplete", "unclear"];
const LONGEST_COMMENT = 300;

/** `contact()` draws how to reach a person, for whom the answer did not help. */
export function createFeedback(message, t, act, contact) {
  const thanks = make("p.thanks", { role: "status", tabindex: -1 });
  const rating = ask("helpful", (helpful) => ({ helpful }), (helpful) => {
    if (!helpful) reveal(reasons());
    else if (act.asksWhetherSaved()) element.append(ask("saved_call", (saved_call) => ({ helpful, saved_call })));
  });
  const element = make("div.feedback", rating, thanks);
  if (message.helpful !== undefined) mark(rating, message.helpful);
  return element;

  /** A question with a yes and a no, of which one can be pressed until it is kept: `values(is)` is sent, `kept(is)` follows. */
  function ask(name, values, kept = () => {}) {
    let isSending;
    const answer = (is) => button(t(is ? "yes" : "no"), async () => {
      if (isSending || group.lastChild.ariaDisabled) return;
      isSending = true;
      if (await send(values(is))) {
        mark(group, is);
        kept(is);
      }
      isSending = false;
    });
    const group = make("div.rate", { role: "group", "aria-label": t(name) }, make("span", t(name)), answer(true), answer(false));
    return group;
  }

  /** Say which was pressed. A button that was used stays where the focus is; it only says that it does nothing any more. */
  function mark(group, is) {
    const [, yes, no] = group.children;
    yes.ariaDisabled = no.ariaDisabled = true;
    const chosen = is ? yes : no;
    chosen.classList.add("chosen");
    chosen.append(` ${t("chosen")}`);
  }

  async function send(values) {
    const isKept = await act.rate(message, values).then(() => true, () => false);
    thanks.textContent = t(isKept ? "thanks" : "failed");
    return isKept;
  }

  /** Bring what was added into sight, and the focus to it. */
  function reveal(form) {
    element.append(form);
    form.querySelector("input").focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  function reasons() {
    const form = make("form.reasons", { submit },
      make("fieldset", make("legend", t("what_was_wrong")),
        REASONS.map((value) => make("label", make("input", { type: "radio", name: "reason", value }), t(`reason.${value}`)))),
      make("label", t("comment"), make("textarea", { rows: 2, maxlength: LONGEST_COMMENT, name: "comment" })),
      make("button.choice", t("send")));

    async function submit(event) {
      event.preventDefault();
      if (!(await send({ helpful: false, reason: "other", ...Object.fromEntries(new FormData(form)) }))) return;
      thanks.focus();
      form.replaceWith(contact());
    }
    return form;
  }
}
