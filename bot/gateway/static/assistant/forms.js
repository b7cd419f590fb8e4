// The form that asks the membership department to get in touch; it takes the place of the log.
import { button, make } from "./dom.js";

const TOPICS = ["joining", "dues", "application", "account", "other"];

/** Return the form; its first child takes the focus. `send(values)` returns the reference; `done(reference?)` leads back. */
export function createForm(t, { question, phone, hours }, send, done) {
  const summary = make("div.summary", { role: "alert", tabindex: -1, hidden: true });
  const form = make("form", { submit, novalidate: true }, summary, drawFields(t, question),
    make("p.row", make("button.primary", t("send")), button(t("back_to_chat"), () => done(), ".choice")));

  /** List what is wrong, each entry a way to its field; return whether anything is. */
  function complain(sentence) {
    const wrong = [...form.elements].filter((one) => one.name && !check(one, t));
    summary.hidden = !wrong.length && !sentence;
    summary.replaceChildren(sentence ?? t("please_check"), make("ul", wrong.map((one) =>
      make("li", make("a", { href: `#${one.id}`, click: (event) => { event.preventDefault(); one.focus(); } }, t(`error.${one.name}`))))));
    summary.focus();
    return wrong.length;
  }

  let isSending;
  async function submit(event) {
    event.preventDefault();
    if (isSending || complain()) return;
    isSending = true;
    const values = Object.fromEntries(new FormData(form));
    try {
      done(await send({ ...values, phone: values.phone || undefined, consent: true, share_conversation: form.elements.share_conversation.checked }));
    } catch ({ message }) {
      complain(message || t("failed"));
    }
    isSending = false;
  }

  const intro = make("p", phone && make("a", { href: `tel:${phone}` }, t("call", { phone })), " ", hours ?? t("no_hours"));
  return make("section.view", make("h2", { tabindex: -1 }, t("call_back")), intro, form);
}

function drawFields(t, question) {
  return [
    drawField(t, "name", make("input", { required: true, autocomplete: "name", maxlength: 120 })),
    drawField(t, "email", make("input", { required: true, type: "email", autocomplete: "email", maxlength: 254 })),
    drawField(t, "phone", make("input", { type: "tel", autocomplete: "tel", maxlength: 40 })),
    drawField(t, "topic", make("select", TOPICS.map((value) => make("option", { value }, t(`topic.${value}`))))),
    drawField(t, "question", make("textarea", { required: true, rows: 4, maxlength: 1000 }, question)),
    drawField(t, "consent", make("input", { required: true, type: "checkbox" })),
    drawField(t, "share_conversation", make("input", { type: "checkbox" })),
  ];
}

/** A field, its label and the place for its error; a box to tick stands before its label. */
function drawField(t, name, input) {
  const id = `${name}-error`;
  const isBox = input.type === "checkbox";
  input.id = input.name = name;
  input.setAttribute("aria-describedby", id);
  return make(isBox ? "p.box" : "p", isBox && input, make("label", { for: name }, t(`field.${name}`)), !isBox && input, make("span.error", { id }));
}

/** Show what is wrong with a field; return whether nothing is. */
function check(input, t) {
  const { valid } = input.validity;
  input.ariaInvalid = !valid;
  input.parentElement.lastChild.textContent = valid ? "" : t(`error.${input.name}`);
  return valid;
}
