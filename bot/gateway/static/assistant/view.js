// Shows a conversation in the log, and says it to screen readers.
import { button, make } from "./dom.js";
import { link } from "./links.js";
import { drawContact, drawMessage, fold, spoken } from "./message.js";

const MILLISECONDS_BEFORE_TYPING = 400;
const NOT_OURS = [400, 404, 413, 422];

export class View {
  #drawn = new Set();
  #timer;
  #typing;
  #alert;

  /** `tell(event, detail)` informs the page around us; no text of a message goes there. */
  constructor(parts) {
    Object.assign(this, parts);
    this.cleared();
  }

  cleared() {
    const { t, log, privacyUrl } = this;
    this.entries = [];
    // What somebody wrote into the form goes with the conversation: the next person may sit here.
    this.draft = {};
    this.#drawn.clear();
    log.element.replaceChildren();
    if (privacyUrl) log.element.append(make("p.privacy", t("privacy"), " ", link(t("privacy_link"), privacyUrl, t)));
  }

  restored(messages) {
    for (const message of messages) {
      if (message.reply_to) this.#addMine(message.reply_to.text);
      this.#addTheirs(message);
      this.receipts().filter(({ after }) => after === message.id).forEach((one) => this.#addReceipt(one));
    }
    this.log.reveal();
  }

  saidByMe(text) {
    this.#alert?.remove();
    this.#addMine(text);
    this.log.reveal();
  }

  /** Show my last message as the server keeps it, if that differs. */
  redacted(text) {
    const mine = this.#mine();
    if (!text || text === mine.text) return;
    mine.text = text;
    [...this.log.element.querySelectorAll(".mine")].at(-1).lastChild.data = text;
  }

  /** Show an answer; `takesFocus` moves the focus to its first message. */
  answered(messages, takesFocus) {
    let follows = this.log.isAtEnd();
    // The hint would stand between a question and its answer.
    this.waiting();
    let isHint = false;
    for (const message of messages) {
      const entry = this.#addTheirs(message, { follows, isHint });
      if (!entry) continue;
      if (takesFocus && !isHint) entry.focus({ preventScroll: true });
      // The first of several is what one reads first; the others are no news to who reads it.
      isHint ||= follows;
      follows = false;
      this.announce(spoken(message, this.t), message.lang ?? "en");
      if (message.answer) this.tell("answer", { faqId: message.answer.id });
      if (message.kind === "fallback") this.tell("miss");
    }
  }

  /** Another tab of the same conversation got an answer; what stands here already is not shown twice. */
  heard(said, messages) {
    if (this.#drawn.has(messages[0].id)) return;
    this.#addMine(said);
    messages.forEach((message) => this.#addTheirs(message));
  }

  /** Show that a request for contact arrived, and within how many working days it is answered, where that is promised;
   *  it stays, like a message. */
  received(reference, days) {
    const within = days ? this.t("within", { days }) : "";
    const receipt = { reference, within, after: this.entries.findLast(({ id }) => id)?.id };
    this.announce(this.t("called_back", receipt));
    this.log.reveal(this.#addReceipt(receipt));
    return receipt;
  }

  note(text) {
    this.log.add(make("p.notice-line", text));
    this.announce(text);
  }

  ended() {
    this.note(this.t("ended"));
  }

  /** Show that an answer is on its way, unless it is there at once. */
  waiting(is) {
    clearTimeout(this.#timer);
    this.#typing?.remove();
    const text = this.t("typing");
    if (is) this.#timer = setTimeout(() => {
      this.#typing = this.log.add(make("p.typing", { "aria-hidden": true }, `${text} …`), { isHint: true });
      this.announce(text);
    }, MILLISECONDS_BEFORE_TYPING);
  }

  /** Say what went wrong, and what can be done: try again, or ask a person. `unsent` is given back to be mended. */
  failed({ status, code, message }, unsent) {
    const { t, act, composer } = this;
    const isMended = NOT_OURS.includes(status);
    const retry = button(t("retry"), () => { this.#alert.remove(); composer.input.focus(); act.retry(); }, ".choice");
    this.#alert?.remove();
    this.#alert = make("div.alert", { role: "alert" },
      make("p", (isMended || status === 429) && message ? message : t(status || code === "slow" ? "not_answered" : "offline")),
      !isMended && make("p", retry, " ", link(t("faq"), `${this.base}faq`, t)),
      drawContact(t, this.phone(), act));
    this.log.add(this.#alert, { follows: true });
    if (isMended && unsent) composer.set(unsent);
    this.tell("error", { code: code ?? status });
  }

  #mine() {
    return this.entries.findLast(({ mine }) => mine) ?? {};
  }

  /** Return what a person last asked in words of their own; an answer in the guide is no question. */
  question() {
    return this.entries.findLast(({ isTyped, isStep }) => isTyped && !isStep)?.text ?? "";
  }

  #addMine(text) {
    let pressed;
    let isStep = false;
    const titles = (element) => [...element.querySelectorAll(".choices button")].map((one) => one.textContent);
    for (const element of this.log.element.querySelectorAll(".message")) {
      const isPressed = titles(element).includes(text);
      pressed ||= isPressed;
      // A question that was answered, or passed over, makes room.
      if (!element.querySelector(":scope > .progress:not([hidden])")) continue;
      fold(element, isPressed && text, this.t);
      isStep = true;
    }
    this.entries.push({ mine: true, isTyped: !pressed, isStep, text });
    this.log.element.append(make("p.mine", { dir: "auto" }, make("span.unseen", this.t("you_said")), text));
  }

  #addTheirs(message, options) {
    if (this.#drawn.has(message.id)) return null;
    this.#drawn.add(message.id);
    // What left the guide was a question, not an answer in it.
    if (message.answer || message.kind === "fallback") this.#mine().isStep = false;
    this.entries.push({ text: message.text, reviewed: message.checked, ...message.answer, id: message.id });
    this.composer.forLetter(message.awaits === "letter");
    return this.log.add(drawMessage(message, this), options);
  }

  #addReceipt({ reference, within }) {
    const { t, act } = this;
    const text = t("called_back", { reference, within });
    this.entries.push({ text });
    return this.log.add(make("div.message.card", make("h3", t("request_sent")), make("p", text), button(t("copy_this"), () => act.copy(reference), ".choice")));
  }
}
