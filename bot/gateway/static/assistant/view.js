// Shows a conversation in the log, and says it to screen readers.
import { button, make } from "./dom.js";
import { link } from "./links.js";
import { drawContact, drawMessage, markChosen, spoken } from "./message.js";

const MILLISECONDS_BEFORE_TYPING = 400;
const SHORT = 400;

export class View {
  entries = [];
  #drawn = new Set();
  #typing;
  #alert;

  /** `tell(event, detail)` informs the page around us; no text of a message goes there. */
  constructor({ t, log, announce, composer, act, base, phone, privacyUrl, tell }) {
    Object.assign(this, { t, log, announce, composer, act, base, phone, privacyUrl, tell });
    this.cleared();
  }

  get lastQuestion() {
    return this.entries.filter(({ mine }) => mine).at(-1)?.text ?? "";
  }

  cleared() {
    this.entries = [];
    this.#drawn.clear();
    this.log.element.replaceChildren();
    if (this.privacyUrl) {
      this.log.element.append(make("p", { class: "privacy" }, this.t("privacy"), " ", link(this.t("privacy_link"), this.privacyUrl, this.t)));
    }
  }

  restored(messages) {
    for (const message of messages) {
      if (message.reply_to) this.#addMine(message.reply_to.text);
      this.#addTheirs(message, { follow: false });
    }
    this.log.end();
  }

  saidByMe(text) {
    this.#alert?.remove();
    this.#addMine(text);
    this.log.end();
  }

  answered(messages) {
    const wasAtEnd = this.log.isAtEnd();
    messages.forEach((message, place) => {
      const entry = this.#addTheirs(message, { follow: wasAtEnd && place === 0 });
      if (!entry) return;
      this.announce(spoken(message, this.t));
      if (message.answer) this.tell("answer", { faqId: message.answer.id });
      if (message.kind === "fallback") this.tell("miss", {});
    });
    if (wasAtEnd) this.#showFrom(messages[0]);
  }

  /** Another tab of the same conversation got an answer; what stands here already is not shown twice. */
  heard(said, messages) {
    if (this.#drawn.has(messages[0].id)) return;
    if (said) this.#addMine(said);
    messages.forEach((message) => this.#addTheirs(message, {}));
  }

  note(text) {
    this.log.add(make("p", { class: "notice-line" }, text));
    this.announce(text);
  }

  ended() {
    this.note(this.t("ended"));
  }

  /** Show that an answer is on its way, unless it is there at once. */
  waiting(is) {
    clearTimeout(this.#typing);
    this.row?.remove();
    if (!is) return;
    this.#typing = setTimeout(() => {
      this.row = this.log.hint(make("p", { class: "typing", "aria-hidden": "true" }, this.t("typing"), make("span", { class: "dots" }, "…")));
      this.announce(this.t("typing"));
    }, MILLISECONDS_BEFORE_TYPING);
  }

  /** Say what went wrong, and what can be done: try again, or ask a person. */
  failed(problem, unsent) {
    const { status, code, message, wait } = problem;
    const isTheirs = [400, 413, 422].includes(status);
    const sentence = (isTheirs || status === 429) && message ? message : this.t(status || code === "slow" ? "not_answered" : "offline");
    this.#alert?.remove();
    const retry = button(this.t("retry"), () => { this.#alert.remove(); this.composer.input.focus(); this.act.retry(); }, { class: "choice" });
    this.#alert = make("div", { class: "alert", role: "alert" }, make("p", {}, sentence),
      !isTheirs && make("p", {}, retry, " ", link(this.t("faq"), new URL("faq", this.base).href, this.t)),
      drawContact(this.t, this.phone(), this.act));
    this.log.add(this.#alert, { follow: true });
    if (isTheirs && unsent) this.composer.set(unsent);
    this.tell("error", { code: code ?? String(status), wait });
  }

  #addMine(text) {
    const buttons = [...this.log.element.querySelectorAll(".choices button")];
    const pressed = buttons.reverse().find((one) => one.firstChild.data === text && !one.classList.contains("chosen"));
    if (pressed) markChosen(pressed, [...pressed.closest(".choices").querySelectorAll("button")], this.t);
    this.#retireQuestions();
    this.entries.push({ mine: true, text });
    this.log.element.append(make("p", { class: "mine", dir: "auto" }, make("span", { class: "unseen" }, this.t("you_said")), text));
  }

  #addTheirs(message, options) {
    if (this.#drawn.has(message.id)) return null;
    this.#drawn.add(message.id);
    this.entries.push({ text: message.text, sources: message.answer?.sources, reviewed: message.answer?.reviewed });
    this.composer.forLetter(message.awaits === "letter");
    return this.log.add(drawMessage(message, this), options);
  }

  /** A question that was answered, or passed over, is not answered a second time. */
  #retireQuestions() {
    for (const group of this.log.element.querySelectorAll("[data-once]")) {
      group.querySelectorAll("button").forEach((one) => one.setAttribute("aria-disabled", "true"));
    }
  }

  #showFrom({ id }) {
    const entry = [...this.log.element.children].find((one) => one.dataset.id === id);
    if (!entry) return;
    if (entry.offsetHeight > SHORT) this.log.reveal(entry);
    else this.log.end();
  }
}
