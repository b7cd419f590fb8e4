// The form that asks the membership department to get in touch; it takes the place of the log.
import { button, make } from "./dom.js";

const TOPICS = ["joining", "dues", "application", "account", "other"];
const FEWEST_DIGITS = 7;
// Which field the server complains of.
const FIELD_OF = { bad_email: "email", bad_phone: "phone", no_contact: "email", no_consent: "consent" };

/** Return the form; its first child takes the focus. `draft` is filled with what is typed, `send(values)` returns the
 *  reference, `done(reference?)` leads back. */
export function createForm(t, { draft, question, phone, hours }, send, done) {
  const summary = make("div.summary", { role: "alert", tabindex: -1, hidden: true });
  const form = make("form", { submit, input: keep, novalidate: true }, summary, drawFields(t),
    make("p.row", make("button.primary", t("send")), button(t("back_to_chat"), () => done(), ".choice")));
  const fields = form.elements;
  for (const [name, value] of Object.entries({ question, ...draft })) {
    if (fields[name].type === "checkbox") fields[name].checked = value;
    else fields[name].value = value;
  }

  // Only what a person typed: a question that was filled in gives way to a later one.
  function keep({ target: { name, type, value, checked } }) {
    draft[name] = type === "checkbox" ? checked : value;
  }

  /** Return what is wrong, a sentence by field: an e-mail address or a phone number is enough. */
  function problems() {
    const { email, phone: number } = fields;
    number.setCustomValidity(number.value && number.value.replace(/\D/g, "").length < FEWEST_DIGITS ? " " : "");
    const wrong = {};
    for (const { name, validity } of fields) {
      if (name === "email" && !email.value && !number.value) wrong.email = t("error.contact");
      else if (name && !validity.valid) wrong[name] = t(`error.${name}`);
    }
    return wrong;
  }

  /** List what is wrong, each entry a way to its field; return whether anything is. */
  function complain(wrong, sentence) {
    for (const input of fields) if (input.name) {
      input.ariaInvalid = input.name in wrong;
      input.parentElement.lastChild.textContent = wrong[input.name] ?? "";
    }
    const names = Object.keys(wrong);
    summary.hidden = !names.length && !sentence;
    summary.replaceChildren(sentence ?? t("please_check"), make("ul", names.map((name) =>
      make("li", make("a", { href: `#${name}`, click: (event) => { event.preventDefault(); fields[name].focus(); } }, wrong[name])))));
    summary.focus();
    return !summary.hidden;
  }

  let isSending;
  async function submit(event) {
    event.preventDefault();
    if (isSending || complain(problems())) return;
    isSending = true;
    const { email, phone: number, ...values } = Object.fromEntries(new FormData(form));
    try {
      done(await send({ ...values, email: email || undefined, phone: number || undefined, consent: true, share_conversation: fields.share_conversation.checked }));
    } catch ({ code, message }) {
      const sentence = message || t("failed");
      const name = FIELD_OF[code];
      if (name) complain({ [name]: sentence });
      else complain({}, sentence);
    }
    isSending = false;
  }

  const intro = make("p", phone && make("a", { href: `tel:${phone}` }, t("call", { phone })), hours && ` ${hours}`);
  return make("section.view", make("h2", { tabindex: -1 }, t("call_back")), intro, form);
}

function drawFields(t) {
  return [
    drawField(t, "name", make("input", { required: true, autocomplete: "name", maxlength: 120 })),
    make("p", t("either")),
    drawField(t, "email", make("input", { type: "email", autocomplete: "email", maxlength: 254 })),
    drawField(t, "phone", make("input", { type: "tel", autocomplete: "tel", maxlength: 40 })),
    drawField(t, "topic", make("select", TOPICS.map((value) => make("option", { value }, t(`topic.${value}`))))),
    drawField(t, "question", make("textarea.tall", { required: true, maxlength: 1000 })),
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
