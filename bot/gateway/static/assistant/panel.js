// Puts the panel together: what stands where, and who is told what.
import { createAnnouncer } from "./announcer.js";
import { createComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { createDialog } from "./dialog.js";
import { button, make } from "./dom.js";
import { callBackView, confirmView } from "./forms.js";
import { createLog } from "./log.js";
import { createMenu } from "./menu.js";
import { loadStrings } from "./strings.js";
import { asText, printText, saveText } from "./transcript.js";
import { View } from "./view.js";

const FAQ_ID = /^[a-z_]+\/[a-z0-9_]+$/;
const ASKS_ONE_IN = 4;

export async function createPanel(place) {
  const style = await fetch(new URL("panel.css", import.meta.url));
  if (!style.ok) throw new Error("no style");
  const sheet = new CSSStyleSheet();
  const [t] = await Promise.all([loadStrings(place.host.language), style.text().then((text) => sheet.replace(text))]);
  place.root.adoptedStyleSheets.push(sheet);
  return new Panel(place, t);
}

class Panel {
  #contact = {};
  #pending;

  constructor({ host, root, launcher, base, key }, t) {
    Object.assign(this, { host, launcher, base, t });
    this.consent = host.getAttribute("consent") ?? "notice";
    const { element: announcer, announce } = createAnnouncer();
    this.dialog = createDialog(t, root, getComputedStyle(host).direction, () => this.close());
    this.composer = createComposer(t, (text) => this.#say({ text }, text));
    this.log = createLog(t, () => (getComputedStyle(this.log.element).overflowY === "visible" ? this.dialog.element : this.log.element));
    this.view = new View({
      t, base, announce, log: this.log, composer: this.composer, act: this.#acts(), phone: () => this.phone,
      privacyUrl: this.consent !== "off" && new URL(host.getAttribute("privacy-url") ?? "privacy", base).href,
      tell: (event, detail) => host.dispatchEvent(new CustomEvent(event, { detail })),
    });
    this.conversation = new Conversation({ base, key, view: this.view, isStaffTest: host.hasAttribute("staff-test") });
    this.chat = make("div", { class: "chat" }, this.log.element, make("div", { class: "fresh-place" }, this.log.fresh), this.composer.element);
    this.dialog.element.append(this.#header(), this.chat);
    root.prepend(this.dialog.element);
    root.append(announcer);
  }

  get phone() {
    return this.#contact.phone ?? this.host.getAttribute("phone");
  }

  get #mayStore() {
    return this.consent !== "ask" || this.conversation.memory.get("agreed") === true;
  }

  async open(focus) {
    if (this.dialog.element.open) {
      if (focus) this.composer.input.focus();
      return;
    }
    this.dialog.show();
    this.launcher.setAttribute("aria-expanded", "true");
    if (focus) this.composer.input.focus();
    this.view.tell("open", {});
    this.conversation.about().then((about) => { this.#contact = about.contact; }, () => {});
    if (!this.#mayStore) {
      if (!this.view.entries.length) this.view.answered([{ id: "welcome", kind: "smalltalk", text: this.t("welcome"), lang: this.t.language }]);
      return;
    }
    this.conversation.memory.set({ isOpen: true });
    await this.conversation.begin().catch((problem) => this.view.failed(problem));
    this.log.end();
  }

  close() {
    const hadFocus = this.host.shadowRoot.activeElement;
    this.dialog.hide();
    this.launcher.setAttribute("aria-expanded", "false");
    if (this.#mayStore) this.conversation.memory.set({ isOpen: false });
    if (hadFocus) this.launcher.focus();
    this.view.tell("close", {});
  }

  async ask(question) {
    if (FAQ_ID.test(question)) this.#say({ faq: question }, null);
    else this.#say({ text: question }, question);
  }

  #header() {
    const { t } = this;
    const confirm = (name, act) => () => this.#show((done) => confirmView(t, name, act, done));
    const text = () => asText(this.view.entries, t);
    return make("header", {}, make("h2", { id: "title" }, t("title")),
      createMenu(t, [
        ["call_back", () => this.#callBack()],
        ["save", () => saveText(text())],
        ["copy_all", () => navigator.clipboard.writeText(text()).then(() => this.view.note(t("copied")))],
        ["print", () => printText(text(), t)],
        ["start_over", confirm("start_over", () => this.conversation.startOver())],
        ["erase", confirm("erase", async () => { await this.conversation.erase(); this.view.note(t("erased")); })],
      ]),
      button("×", () => this.close(), { class: "icon", "aria-label": t("close") }));
  }

  #acts() {
    return {
      press: (choice) => this.#say({ choice: choice.choice }, choice.title),
      retry: () => this.conversation.retry(),
      contact: () => this.conversation.noteContact(),
      callBack: () => this.#callBack(),
      rate: async ({ id }, values) => {
        await this.conversation.rate(id, values);
        this.view.tell("feedback", { helpful: values.helpful, reason: values.reason });
      },
      asksWhetherSaved: () => this.#asksWhetherSaved(),
    };
  }

  /** Return whether it was taken: one message at a time, and none before somebody agreed where that is asked. */
  #say(body, shown) {
    if (this.conversation.isBusy) return false;
    if (!this.#mayStore) {
      this.#askConsent(body, shown);
      return true;
    }
    const unsent = body.text;
    this.view.unsent = unsent;
    this.conversation.say(body, shown);
    return true;
  }

  #askConsent(body, shown) {
    const { t } = this;
    this.#pending?.remove();
    const leave = () => { this.#pending.remove(); this.composer.input.focus(); };
    this.#pending = make("div", { class: "alert", role: "group", "aria-label": t("consent.title") }, make("p", {}, t("consent.text")),
      make("p", {},
        button(t("agree"), () => { leave(); this.conversation.memory.set({ agreed: true, isOpen: true }); this.#say(body, shown); }, { class: "choice" }),
        button(t("disagree"), () => { leave(); this.composer.set(body.text ?? ""); }, { class: "choice" })));
    this.log.add(this.#pending, { follow: true });
    this.#pending.querySelector("button").focus();
  }

  #callBack() {
    this.conversation.noteContact();
    this.#show((done) => callBackView(this.t, { question: this.view.lastQuestion, phone: this.phone, hours: this.#contact.hours },
      async (values) => (await this.conversation.callBack(values)).reference,
      (reference) => {
        done();
        if (!reference) return;
        this.view.note(this.t("called_back", { reference }));
        this.view.tell("handoff", {});
      }));
  }

  /** Show something in place of the conversation until it is done. */
  #show(create) {
    this.aside?.remove();
    const { element, focus } = create(() => {
      element.remove();
      this.chat.hidden = false;
      this.composer.input.focus();
    });
    this.aside = element;
    this.chat.hidden = true;
    this.dialog.element.append(element);
    focus();
  }

  #asksWhetherSaved() {
    const { memory } = this.conversation;
    if (memory.get("asks") === undefined) memory.set({ asks: Math.random() * Number(this.host.getAttribute("asks-one-in") ?? ASKS_ONE_IN) < 1 });
    const asks = memory.get("asks");
    memory.set({ asks: false });
    return asks;
  }
}
