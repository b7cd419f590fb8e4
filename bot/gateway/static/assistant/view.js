// Shows a conversation in the log, and says it to screen readers.
import { button, make, markChosen, retire } from "./dom.js";
import { link } from "./links.js";
import { drawContact, drawMessage, spoken } from "./message.js";

const MILLISECONDS_BEFORE_TYPING = 400;
const NOT_OURS = [400, 413, 422];

export class View {
  entries = [];
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
    this.#drawn.clear();
    log.element.replaceChildren();
    if (privacyUrl) log.element.append(make("p.privacy", t("privacy"), " ", link(t("privacy_link"), privacyUrl, t)));
  }

  restored(messages) {
    for (const message of messages) {
      if (message.reply_to) this.#addMine(message.reply_to.text);
      this.#addTheirs(message);
    }
    this.log.reveal();
  }

  saidByMe(text) {
    this.#alert?.remove();
    this.#addMine(text);
    this.log.reveal();
  }

  answered(messages) {
    let follows = this.log.isAtEnd();
    for (const message of messages) {
      // The first of several is what one reads first.
      if (!this.#addTheirs(message, { follows })) continue;
      follows &&= false;
      this.announce(spoken(message, this.t));
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

  #addMine(text) {
    const buttons = [...this.log.element.querySelectorAll(".choices button")];
    const pressed = buttons.findLast((one) => one.childNodes.length === 1 && one.textContent === text);
    if (pressed) markChosen(pressed, [...pressed.parentElement.children], this.t);
    // A question that was answered, or passed over, is not answered a second time.
    buttons.filter((one) => one.parentElement.matches(".once")).forEach(retire);
    this.entries.push({ mine: true, isTyped: !pressed, text });
    this.log.element.append(make("p.mine", { dir: "auto" }, make("span.unseen", this.t("you_said")), text));
  }

  #addTheirs(message, options) {
    if (this.#drawn.has(message.id)) return null;
    this.#drawn.add(message.id);
    this.entries.push({ text: message.text, ...message.answer });
    this.composer.forLetter(message.awaits === "letter");
    return this.log.add(drawMessage(message, this), options);
  }
}
