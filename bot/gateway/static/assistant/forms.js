// What takes the place of the log for a moment: the call-back form, and questions before something is lost.
import { button, make } from "./dom.js";

const TOPICS = ["joining", "dues", "application", "account", "other"];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Ask before doing; `done()` leads back, `act()` does it and may fail. */
export function confirmView(t, name, act, done) {
  const problem = make("p", { role: "alert" });
  const heading = make("h2", { tabindex: "-1" }, t(`${name}.title`));
  const element = make("section", { class: "view" }, heading, make("p", {}, t(`${name}.text`)), problem,
    make("p", { class: "row" },
      button(t(`${name}.do`), () => act().then(done, () => { problem.textContent = t("failed"); }), { class: "primary" }),
      button(t("keep"), done, { class: "choice" })));
  return { element, focus: () => heading.focus() };
}

/** The call-back form; `send(values)` returns the reference, `done(reference?)` leads back. */
export function callBackView(t, { question, phone, hours }, send, done) {
  const fields = {
    name: field("name", make("input", { autocomplete: "name", maxlength: "120" })),
    email: field("email", make("input", { type: "email", autocomplete: "email", maxlength: "254" })),
    phone: field("phone", make("input", { type: "tel", autocomplete: "tel", maxlength: "40" })),
    topic: field("topic", make("select", {}, TOPICS.map((topic) => make("option", { value: topic }, t(`topic.${topic}`))))),
    question: field("question", make("textarea", { rows: "4", maxlength: "1000" })),
    consent: field("consent", make("input", { type: "checkbox" })),
    share: field("share", make("input", { type: "checkbox" })),
  };
  fields.question.input.value = question;
  const summary = make("div", { class: "summary", role: "alert", tabindex: "-1", hidden: true });
  const heading = make("h2", { tabindex: "-1" }, t("call_back"));
  const element = make("section", { class: "view" }, heading,
    make("p", {}, t("call_back.intro"), phone && [" ", make("a", { href: `tel:${phone}` }, t("call", { phone }))], " ", hours ?? t("no_hours")),
    make("form", { submit, novalidate: true }, summary, Object.values(fields).map((one) => one.element),
      make("p", { class: "row" }, make("button", { class: "primary" }, t("send_form")), button(t("back_to_chat"), () => done(), { class: "choice" }))));

  function field(name, input) {
    const isBox = input.type === "checkbox";
    const error = make("span", { class: "error", id: `${name}-error` });
    const label = make("label", { for: name }, t(`field.${name}`));
    input.id = name;
    input.setAttribute("aria-describedby", error.id);
    if (["name", "email", "question", "consent"].includes(name)) input.setAttribute("aria-required", "true");
    return { input, error, element: make("p", { class: isBox ? "field box" : "field" }, isBox ? [input, label] : [label, input], error) };
  }

  function wrong() {
    const { name, email, question: text, consent } = fields;
    return {
      name: !name.input.value.trim(), email: !EMAIL.test(email.input.value.trim()),
      question: !text.input.value.trim(), consent: !consent.input.checked,
    };
  }

  function showErrors(problems, sentence) {
    for (const [name, is] of Object.entries(problems)) {
      fields[name].error.textContent = is ? t(`error.${name}`) : "";
      fields[name].input.setAttribute("aria-invalid", String(is));
    }
    const listed = Object.keys(problems).filter((name) => problems[name]);
    summary.hidden = !listed.length && !sentence;
    summary.replaceChildren(make("p", {}, sentence ?? t("please_check")),
      make("ul", {}, listed.map((name) => make("li", {}, make("a", { href: `#${name}`, click: (event) => { event.preventDefault(); fields[name].input.focus(); } }, t(`error.${name}`))))));
    if (!summary.hidden) summary.focus();
    return listed.length > 0;
  }

  let isSending = false;
  async function submit(event) {
    event.preventDefault();
    if (isSending || showErrors(wrong())) return;
    isSending = true;
    const value = (name) => fields[name].input.value.trim();
    try {
      const values = { name: value("name"), email: value("email"), phone: value("phone") || undefined, topic: value("topic"),
        question: value("question"), consent: true, share_conversation: fields.share.input.checked };
      done(await send(values));
    } catch (problem) {
      showErrors({}, problem.message || t("failed"));
    } finally {
      isSending = false;
    }
  }
  return { element, focus: () => heading.focus() };
}
