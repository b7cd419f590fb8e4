// Puts the panel together: what stands where, and who is told what.
import { createAnnouncer } from "./announcer.js";
import { createComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { createDialog } from "./dialog.js";
import { button, make } from "./dom.js";
import { createForm } from "./forms.js";
import { createLog } from "./log.js";
import { createMenu } from "./menu.js";
import style from "./panel.css" with { type: "css" };
import { loadStrings } from "./strings.js";
import { asText, printText, saveText } from "./transcript.js";
import { View } from "./view.js";

const FAQ_ID = /^[a-z_]+\/[a-z0-9_]+$/;
const ASKS_ONE_IN = 4;

/** Return the panel of an element, its shadow root and its launcher. */
export async function createPanel({ host, root, launcher, base, key }) {
  root.adoptedStyleSheets.push(style);
  return new Panel({ host, root, launcher, base, key, t: await loadStrings(host.language) });
}

class Panel {
  #page;
  #consent;
  #contact;
  #dialog;
  #composer;
  #log;
  #view;
  #conversation;
  #chat;

  constructor(page) {
    const { host, root, base, key, t } = page;
    this.#page = page;
    this.#consent = this.#setting("consent");
    this.#contact = { phone: this.#setting("phone") };
    this.#dialog = createDialog(t, root, getComputedStyle(host).direction, () => this.close());
    this.#composer = createComposer(t, (text) => this.#say({ text }, text));
    this.#log = createLog(t, () => [this.#log, this.#dialog].find(({ element }) => getComputedStyle(element).overflowY !== "visible").element);
    this.#view = new View({
      t, base, announce: createAnnouncer(root), log: this.#log, composer: this.#composer, act: this.#acts(), tell: this.#tell, phone: () => this.#contact.phone,
      privacyUrl: this.#consent !== "off" && new URL(this.#setting("privacy-url", "privacy"), base).href,
    });
    this.#conversation = new Conversation({ base, key, view: this.#view, isStaffTest: host.hasAttribute("staff-test") });
    this.#layOut(t);
    root.prepend(this.#dialog.element);
  }

  async open(focus) {
    const { launcher, t } = this.#page;
    if (!this.#dialog.element.open) {
      this.#dialog.show();
      launcher.ariaExpanded = true;
      this.#tell("open");
    }
    if (focus) this.#composer.input.focus();
    this.#conversation.about().then(({ contact }) => { this.#contact = contact; }, () => {});
    if (this.#mayStore()) {
      this.#conversation.memory.set({ isOpen: true });
      await this.#conversation.begin().catch(this.#failed);
    } else if (!this.#view.entries.length) this.#view.answered([{ id: "welcome", text: t("welcome"), lang: t.language }]);
    this.#log.reveal();
  }

  close() {
    const { root, launcher } = this.#page;
    const hadFocus = root.activeElement;
    this.#dialog.element.close();
    launcher.ariaExpanded = false;
    if (this.#mayStore()) this.#conversation.memory.set({ isOpen: false });
    if (hadFocus) launcher.focus();
    this.#tell("close");
  }

  ask(question) {
    return FAQ_ID.test(question) ? this.#say({ faq: question }) : this.#say({ text: question }, question);
  }

  /** What a person can do inside a message. */
  #acts() {
    return {
      press: ({ choice, title }) => this.#say({ choice }, title),
      retry: () => this.#conversation.retry(),
      contact: () => this.#conversation.noteContact(),
      callBack: this.#callBack,
      rate: async ({ id }, values) => {
        await this.#conversation.rate(id, values);
        this.#tell("feedback", { helpful: values.helpful, reason: values.reason });
      },
      asksWhetherSaved: () => this.#asksWhetherSaved(),
    };
  }

  #layOut(t) {
    const text = () => asText(this.#view.entries, t);
    const confirmed = (name, act) => [name, () => confirm(t(`confirm.${name}`)) && act().catch(this.#failed)];
    const menu = createMenu(t, [
      ["call_back", this.#callBack],
      ["save", () => saveText(text())],
      ["print", () => printText(text())],
      ["copy", () => navigator.clipboard.writeText(text()).then(() => this.#view.note(t("copied")))],
      confirmed("start_over", () => this.#conversation.startOver()),
      confirmed("erase", () => this.#conversation.erase().then(() => this.#view.note(t("erased")))),
    ]);
    const close = button("×", () => this.close(), ".icon");
    close.ariaLabel = t("close");
    this.#chat = make("div.chat", this.#log.element, make("div.fresh-place", this.#log.fresh), this.#composer.element);
    this.#dialog.element.append(make("div.top", make("h2", t("title")), menu, close), this.#chat);
  }

  #setting(name, otherwise) {
    return this.#page.host.getAttribute(name) ?? otherwise;
  }

  #mayStore() {
    return this.#consent !== "ask" || this.#conversation.memory.get("agreed");
  }

  #tell = (event, detail = {}) => {
    this.#page.host.dispatchEvent(new CustomEvent(event, { detail }));
  };

  #failed = (problem) => {
    this.#view.failed(problem);
  };

  /** Return whether it was taken: one message at a time, and none before somebody agreed where that is asked. */
  #say(body, shown) {
    if (this.#conversation.isBusy || !(this.#mayStore() || confirm(this.#page.t("consent")))) return false;
    if (!this.#mayStore()) this.#conversation.memory.set({ agreed: true, isOpen: true });
    this.#conversation.say(body, shown);
    return true;
  }

  /** Show the form in place of the conversation until it is sent or left. */
  #callBack = () => {
    if (this.#chat.hidden) return;
    this.#conversation.noteContact();
    const question = this.#view.entries.findLast(({ isTyped }) => isTyped)?.text;
    const form = createForm(this.#page.t, { question, ...this.#contact }, (values) => this.#conversation.callBack(values), ({ reference } = {}) => {
      form.remove();
      this.#chat.hidden = false;
      this.#composer.input.focus();
      if (reference) this.#calledBack(reference);
    });
    this.#chat.hidden = true;
    this.#dialog.element.append(form);
    form.firstChild.focus();
  };

  #calledBack(reference) {
    this.#view.note(this.#page.t("called_back", { reference }));
    this.#tell("handoff");
  }

  /** Tell whether this is one of the few visits that are asked, and has not been asked yet. */
  #asksWhetherSaved() {
    const { memory } = this.#conversation;
    const asks = memory.get("asks") ?? Math.random() * this.#setting("asks-one-in", ASKS_ONE_IN) < 1;
    memory.set({ asks: false });
    return asks;
  }
}
