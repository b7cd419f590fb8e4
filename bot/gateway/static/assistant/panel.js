// Puts the panel together: what stands where, and who is told what.
import { createAnnouncer } from "./announcer.js";
import { createComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { createDialog } from "./dialog.js";
import { button, make } from "./dom.js";
import { createForm } from "./forms.js";
import { createLog } from "./log.js";
import { createMenu } from "./menu.js";
import { loadStrings } from "./strings.js";
import { asText, printText, saveText } from "./transcript.js";
import { View } from "./view.js";

const FAQ_ID = /^[a-z_]+\/[a-z0-9_]+$/;
const ASKS_ONE_IN = 4;

/** Return a panel with `open(focus)`, `close()` and `ask(question)` for an element, its shadow root and its launcher. */
export async function createPanel({ host, root, launcher, base, key }) {
  const sheet = new CSSStyleSheet();
  const [t, style] = await Promise.all([loadStrings(host.language), fetch(new URL("panel.css", import.meta.url))]);
  if (!style.ok) throw new Error("no style");
  await sheet.replace(await style.text());
  root.adoptedStyleSheets.push(sheet);

  const setting = (name, otherwise) => host.getAttribute(name) ?? otherwise;
  const consent = setting("consent", "notice");
  const mayStore = () => consent !== "ask" || memory.get("agreed");
  const tell = (event, detail = {}) => host.dispatchEvent(new CustomEvent(event, { detail }));
  let contact = { phone: setting("phone") };

  const { element: announcer, announce } = createAnnouncer();
  const dialog = createDialog(t, root, getComputedStyle(host).direction, close);
  const composer = createComposer(t, (text) => say({ text }, text));
  const log = createLog(t, () => (getComputedStyle(log.element).overflowY === "visible" ? dialog.element : log.element));
  const act = {
    press: ({ choice, title }) => say({ choice }, title),
    retry: () => conversation.retry(),
    contact: () => conversation.noteContact(),
    callBack,
    rate: async ({ id }, values) => {
      await conversation.rate(id, values);
      tell("feedback", { helpful: values.helpful, reason: values.reason });
    },
    asksWhetherSaved,
  };
  const privacyUrl = consent !== "off" && new URL(setting("privacy-url", "privacy"), base).href;
  const view = new View({ t, log, announce, composer, act, base, privacyUrl, tell, phone: () => contact.phone });
  const conversation = new Conversation({ base, key, view, isStaffTest: host.hasAttribute("staff-test") });
  const { memory } = conversation;
  const confirmed = (name, doIt) => () => confirm(t(name)) && doIt().catch((problem) => view.failed(problem));
  const chat = make("div", { class: "chat" }, log.element, make("div", { class: "fresh-place" }, log.fresh), composer.element);
  dialog.element.append(
    make("div", { class: "top" }, make("h2", {}, t("title")),
      createMenu(t, [
        ["call_back", callBack],
        ["save", () => saveText(asText(view.entries, t))],
        ["print", () => printText(asText(view.entries, t), t)],
        ["start_over", confirmed("start_over.confirm", () => conversation.startOver())],
        ["erase", confirmed("erase.confirm", () => conversation.erase().then(() => view.note(t("erased"))))],
      ]),
      button("×", close, { class: "icon", "aria-label": t("close") })),
    chat);
  root.prepend(dialog.element);
  root.append(announcer);

  async function open(focus) {
    if (!dialog.element.open) {
      dialog.show();
      launcher.setAttribute("aria-expanded", "true");
      tell("open");
    }
    if (focus) composer.input.focus();
    conversation.about().then((about) => { contact = about.contact; }, () => {});
    if (mayStore()) {
      memory.set({ isOpen: true });
      await conversation.begin().catch((problem) => view.failed(problem));
    } else if (!view.entries.length) view.answered([{ id: "welcome", text: t("welcome"), lang: t.language }]);
    log.reveal();
  }

  function close() {
    const hadFocus = root.activeElement;
    dialog.element.close();
    launcher.setAttribute("aria-expanded", "false");
    if (mayStore()) memory.set({ isOpen: false });
    if (hadFocus) launcher.focus();
    tell("close");
  }

  /** Return whether it was taken: one message at a time, and none before somebody agreed where that is asked. */
  function say(body, shown) {
    if (conversation.isBusy || !(mayStore() || confirm(t("consent")))) return false;
    if (!mayStore()) memory.set({ agreed: true, isOpen: true });
    conversation.say(body, shown);
    return true;
  }

  function ask(question) {
    return FAQ_ID.test(question) ? say({ faq: question }) : say({ text: question }, question);
  }

  /** Show the form in place of the conversation until it is sent or left. */
  function callBack() {
    if (chat.hidden) return;
    conversation.noteContact();
    const question = view.entries.findLast(({ isTyped }) => isTyped)?.text ?? "";
    const { element, heading } = createForm(t, { question, ...contact }, (values) => conversation.callBack(values), ({ reference } = {}) => {
      element.remove();
      chat.hidden = false;
      composer.input.focus();
      if (!reference) return;
      view.note(t("called_back", { reference }));
      tell("handoff");
    });
    chat.hidden = true;
    dialog.element.append(element);
    heading.focus();
  }

  /** Tell whether this is one of the few visits that are asked, and has not been asked yet. */
  function asksWhetherSaved() {
    const asks = memory.get("asks") ?? Math.random() * setting("asks-one-in", ASKS_ONE_IN) < 1;
    memory.set({ asks: false });
    return asks;
  }

  return { open, close, ask };
}
