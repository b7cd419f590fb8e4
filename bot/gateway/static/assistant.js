// <membership-assistant>: a button now; everything else is loaded when it is first opened.
import style from "./static/assistant/launcher.css" with { type: "css" };

const KEY = "membership-assistant";

// All that is said before the strings of assistant/locale/ are there; a test holds them equal.
const WORDS = {
  en: ["Ask about membership", "The assistant cannot be reached at the moment. Call us:"],
  es: ["Pregunte sobre la membresía", "El asistente no responde. Llámenos:"],
  fr: ["Une question sur l’adhésion ?", "L’assistant est injoignable. Appelez-nous :"],
};

// An ancestor with one of these holds back what is fixed to the window; the top layer escapes it.
const HOLDING = ["transform", "translate", "rotate", "scale", "perspective", "filter", "backdropFilter"];

// The one element of a page that shows anything.
let only;

class MembershipAssistant extends HTMLElement {
  #root;
  #place;
  #launcher;
  #alone;
  #panel;
  #questions = Promise.resolve();

  connectedCallback() {
    this.#root ??= this.attachShadow({ mode: "open" });
    only ??= this;
    if (only !== this) return;
    if (!this.#place) this.#build();
    if (isHeld(this)) {
      this.#place.popover = "manual";
      this.#place.showPopover();
    }
    // A page may have moved the element while the panel was open.
    this.#panel?.then((panel) => panel?.moved());
    addEventListener("hashchange", this.#followHash);
    this.#followHash();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#followHash);
    if (only === this) only = null;
    // It may only be on its way to another place.
    queueMicrotask(() => only ?? document.querySelector(KEY)?.connectedCallback());
  }

  /** Open the panel. The focus moves into it, unless told otherwise. */
  async open(focus = true) {
    this.hidden = false;
    const panel = await this.#load();
    await panel?.open(focus);
  }

  close() {
    this.#panel?.then((panel) => panel?.close());
  }

  /** Open the panel and ask: a text, or the id of a published answer (`topic/name`). One question after the other;
   *  resolves to `{kind, faqId}` of the first message, rejects with an error that has a `code`. */
  ask(question) {
    const asked = this.#questions.then(async () => {
      await this.open();
      const panel = await this.#panel;
      if (!panel) throw Object.assign(new Error(), { code: "not_loaded" });
      return panel.ask(`${question}`.trim());
    });
    this.#questions = asked.catch(() => {});
    return asked;
  }

  get language() {
    const tag = this.lang || this.parentElement?.closest("[lang]")?.lang || "en";
    return (tag === "auto" ? navigator.language : tag).toLowerCase();
  }

  #build() {
    this.#root.adoptedStyleSheets = [style];
    this.#launcher = make("button", {
      className: "launcher",
      part: "launcher",
      ariaExpanded: false,
      textContent: this.getAttribute("label") || this.#words()[0],
      onclick: () => (this.#launcher.ariaExpanded === "true" ? this.close() : this.open()),
    });
    this.#alone = make("p", { className: "alone", role: "alert", hidden: true });
    this.#place = make("div", { className: "place" });
    this.#place.append(this.#launcher, this.#alone);
    this.#root.append(this.#place);
    if (this.hasAttribute("inline") || (wasOpen() && matchMedia("(min-width: 30em)").matches)) this.open(false);
  }

  #words() {
    return WORDS[this.language.slice(0, 2)] ?? WORDS.en;
  }

  #load() {
    if (!this.#place) return;
    this.#alone.hidden = true;
    this.#launcher.ariaBusy = true;
    this.#panel ??= import("./static/assistant/panel.js")
      .then(({ createPanel }) => createPanel({ host: this, root: this.#root, place: this.#place, launcher: this.#launcher, base: new URL(".", import.meta.url), key: KEY }))
      .catch(() => this.#standAlone())
      .finally(() => { this.#launcher.ariaBusy = null; });
    return this.#panel;
  }

  /** The rest could not be loaded: say so, and whom to call. The next click tries again. */
  #standAlone() {
    const phone = this.getAttribute("phone");
    this.#alone.replaceChildren(this.#words()[1], " ", phone ? make("a", { href: `tel:${phone}`, textContent: phone }) : "");
    this.#alone.hidden = false;
    this.#panel = null;
    this.dispatchEvent(new CustomEvent("error", { detail: { code: "not_loaded" } }));
  }

  /** Ask what the address names, once: it is dropped from there. */
  #followHash = () => {
    const id = location.hash.match(/^#faq=([a-z_]+\/[a-z0-9_]+)$/)?.[1];
    if (!id) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    this.ask(id).catch(() => {});
  };
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function isHeld(element) {
  for (let parent = element.parentNode; parent; parent = parent.parentNode ?? parent.host) {
    if (!parent.tagName) continue;
    const look = getComputedStyle(parent);
    if (HOLDING.some((name) => (look[name] ?? "none") !== "none") || /paint|layout|strict|content/.test(look.contain) || /transform|perspective|filter/.test(look.willChange)) return true;
  }
}

function wasOpen() {
  try {
    return JSON.parse(sessionStorage[KEY]).isOpen;
  } catch {
    // Nothing is kept there, or storage is shut off.
  }
}

// A page may bring the script twice.
if (!customElements.get(KEY)) customElements.define(KEY, MembershipAssistant);
