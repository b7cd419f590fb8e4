// Puts the panel together: what stands where, and who is told what.
import { createAnnouncer } from "./announcer.js";
import { Problem } from "./api.js";
import { createComposer } from "./composer.js";
import { confirmIn } from "./confirm.js";
import { Conversation } from "./conversation.js";
import { createDialog } from "./dialog.js";
import { button, make } from "./dom.js";
import { createForm } from "./forms.js";
import { createLog } from "./log.js";
import { createMenu } from "./menu.js";
import style from "./panel.css" with { type: "css" };
import { loadStrings } from "./strings.js";
import { asText, copyText, printEntries, saveText } from "./transcript.js";
import { View } from "./view.js";

const FAQ_ID = /^[a-z_]+\/[a-z0-9_]+$/;
const ASKS_ONE_IN = 4;

/** Return the panel of an element, its shadow root, the place in it, and its launcher. */
export async function createPanel(page) {
  page.root.adoptedStyleSheets.push(style);
  return new Panel({ ...page, t: await loadStrings(page.host.language) });
}

class Panel {
  #page;
  #consent;
  #contact;
  #informed;
  #dialog;
  #composer;
  #log;
  #view;
  #conversation;
  #chat;
  #opener;

  constructor(page) {
    const { host, root, place, base, key, t } = page;
    this.#page = page;
    this.#consent = this.#setting("consent");
    this.#contact = { phone: this.#setting("phone") };
    this.#dialog = createDialog(t, root, host, () => this.close());
    this.#composer = createComposer(t, `${base}letter`, (text) => this.#say({ text }, text), (draft) => this.#mayStore() && this.#conversation.memory.set({ draft }));
    this.#log = createLog(t, () => [this.#log, this.#dialog].find(({ element }) => getComputedStyle(element).overflowY !== "visible").element);
    this.#view = new View({
      t, base, announce: createAnnouncer(this.#dialog.element), log: this.#log, composer: this.#composer, act: this.#acts(), tell: this.#tell, phone: () => this.#contact.phone,
      receipts: () => this.#conversation.memory.get("receipts") ?? [],
      privacyUrl: this.#consent !== "off" && new URL(this.#setting("privacy-url", "privacy"), base).href,
    });
    this.#conversation = new Conversation({ base, key, view: this.#view, isStaffTest: host.hasAttribute("staff-test") });
    this.#layOut(t);
    place.prepend(this.#dialog.element);
    const draft = this.#conversation.memory.get("draft");
    if (draft) this.#composer.set(draft);
  }

  async open(focus) {
    const { launcher, t } = this.#page;
    if (!this.#dialog.element.open) {
      this.#opener = document.activeElement;
      this.#dialog.show();
      launcher.ariaExpanded = true;
      this.#tell("open");
    }
    if (focus) this.#composer.input.focus();
    this.#informed = this.#conversation.about().then((about) => { this.#contact = { ...about, ...about.contact }; }, () => {});
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
    // A page with a button of its own gets the focus back.
    if (hadFocus) (launcher.checkVisibility() ? launcher : this.#opener)?.focus();
    this.#tell("close");
  }

  /** Show the panel as before, after the page moved the element. */
  moved() {
    if (this.#dialog.element.open) this.#dialog.show();
  }

  /** Ask what the page wants asked; see the element's `ask`. */
  async ask(question) {
    if (!question) throw new Problem(0, "empty");
    await this.#conversation.sending;
    const isTaken = FAQ_ID.test(question) ? await this.#say({ faq: question }) : await this.#say({ text: question }, question);
    if (!isTaken) throw new Problem(0, "no_consent");
    const { problem, messages } = await this.#conversation.sending;
    if (problem) throw problem;
    return { kind: messages[0].kind, faqId: messages[0].answer?.id };
  }

  /** What a person can do inside a message. */
  #acts() {
    return {
      // A button belongs to its conversation; only a published question means the same in the next one.
      press: ({ choice, title, value }, byKeyboard) => this.#say({ choice }, title, byKeyboard, FAQ_ID.test(value) ? { faq: value } : null),
      say: (text) => this.#say({ text }, text, true),
      copy: this.#copy,
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
    const confirmed = (name, act) => [name, async () => await this.#agrees(t(`confirm.${name}`), t(name)) && act().catch(this.#failed)];
    const menu = createMenu(t, [
      ["call_back", this.#callBack],
      ["save", () => saveText(text())],
      ["print", async () => await printEntries(this.#view.entries, t) || this.#view.note(t("print_failed"))],
      ["copy", () => this.#copy(text())],
      confirmed("start_over", () => this.#conversation.startOver()),
      confirmed("erase", () => this.#erase()),
    ]);
    const close = button("×", () => this.close(), ".icon.close");
    close.ariaLabel = t("close");
    this.#chat = make("div.chat", this.#log.element, make("div.fresh-place", this.#log.fresh), this.#composer.element);
    this.#dialog.element.append(make("div.top", make("h2", t("title"), " ", make("span.hint", t("automated"))), menu, close), this.#chat);
  }

  #copy = async (text) => {
    this.#view.note(this.#page.t(await copyText(text, this.#dialog.element) ? "copied" : "copy_failed"));
  };

  async #erase() {
    await this.#conversation.erase();
    await this.#conversation.begin();
    this.#view.note(this.#page.t("erased"));
    this.#composer.set("");
  }

  #agrees(text, agree) {
    return confirmIn(this.#dialog.element, text, agree, this.#page.t("cancel"));
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
  async #say(body, shown, takesFocus, instead) {
    const { t } = this.#page;
    if (this.#conversation.isBusy) {
      this.#view.announce(t("typing"));
      return false;
    }
    if (!this.#mayStore()) {
      await this.#informed;
      if (!await this.#agrees(t("consent", this.#contact), t("agree"))) return false;
      this.#conversation.memory.set({ agreed: true, isOpen: true });
    }
    this.#conversation.say(body, shown, takesFocus, instead);
    return true;
  }

  /** Show the form in place of the conversation until it is sent or left. */
  #callBack = () => {
    if (this.#chat.hidden) return;
    this.#conversation.noteContact();
    const form = createForm(this.#page.t, { draft: this.#view.draft, question: this.#view.question(), ...this.#contact }, (values) => this.#conversation.callBack(values), ({ reference } = {}) => {
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
    this.#view.draft = {};
    const { memory } = this.#conversation;
    memory.set({ receipts: [...(memory.get("receipts") ?? []), this.#view.received(reference, this.#contact.callback_days)] });
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
