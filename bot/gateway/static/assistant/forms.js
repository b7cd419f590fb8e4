// The form that asks the membership department to get in touch; it takes the place of the log.
import { button, make } from "./dom.js";

const TOPICS = ["joining", "dues", "application", "account", "other"];

/** `send(values)` returns the reference; `done(reference?)` leads back. */
export function createForm(t, { question, phone, hours }, send, done) {
  const field = (name, input, properties) => {
    const isBox = properties.type === "checkbox";
    const element = make(input, { id: name, name, "aria-describedby": `${name}-error`, ...properties });
    const label = make("label", { for: name }, t(`field.${name}`));
    return make("p", { class: isBox ? "box" : "" }, isBox ? [element, label] : [label, element], make("span", { class: "error", id: `${name}-error` }));
  };
  const topic = field("topic", "select", {});
  topic.children[1].append(...TOPICS.map((one) => make("option", { value: one }, t(`topic.${one}`))));
  const summary = make("div", { class: "summary", role: "alert", tabindex: "-1", hidden: true });
  const heading = make("h2", { tabindex: "-1" }, t("call_back"));
  const form = make("form", { submit, novalidate: true }, summary,
    field("name", "input", { required: true, autocomplete: "name", maxlength: 120 }),
    field("email", "input", { required: true, type: "email", autocomplete: "email", maxlength: 254 }),
    field("phone", "input", { type: "tel", autocomplete: "tel", maxlength: 40 }),
    topic,
    field("question", "textarea", { required: true, rows: 4, maxlength: 1000 }),
    field("consent", "input", { required: true, type: "checkbox" }),
    field("share", "input", { type: "checkbox" }),
    make("p", { class: "row" }, make("button", { class: "primary" }, t("send")), button(t("back_to_chat"), () => done(), { class: "choice" })));
  const { elements } = form;
  elements.question.value = question;

  /** List what is wrong, each entry a way to its field; return whether anything is. */
  function complain(sentence = t("please_check")) {
    const wrong = [...elements].filter(({ name, validity }) => {
      if (!name) return false;
      elements[name].setAttribute("aria-invalid", String(!validity.valid));
      form.querySelector(`#${name}-error`).textContent = validity.valid ? "" : t(`error.${name}`);
      return !validity.valid;
    });
    summary.hidden = !wrong.length && sentence === t("please_check");
    summary.replaceChildren(sentence, make("ul", {}, wrong.map((one) =>
      make("li", {}, make("a", { href: `#${one.name}`, click: (event) => { event.preventDefault(); one.focus(); } }, t(`error.${one.name}`))))));
    summary.focus();
    return wrong.length;
  }

  let isSending;
  async function submit(event) {
    event.preventDefault();
    if (isSending || complain()) return;
    isSending = true;
    const { name, email, phone: number, topic: about, question: text, share } = elements;
    try {
      done(await send({ name: name.value, email: email.value, phone: number.value || undefined, topic: about.value,
        question: text.value, consent: true, share_conversation: share.checked }));
    } catch ({ message }) {
      complain(message || t("failed"));
    }
    isSending = false;
  }

  const intro = make("p", {}, t("call_back.intro"), " ", phone && make("a", { href: `tel:${phone}` }, t("call", { phone })), " ", hours ?? t("no_hours"));
  return { element: make("section", { class: "view" }, heading, intro, form), heading };
}
