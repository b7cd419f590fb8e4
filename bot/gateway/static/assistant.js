// <membership-assistant>: a button now; everything else is loaded when it is first opened.
import style from "./static/assistant/launcher.css" with { type: "css" };

const KEY = "membership-assistant";

// All that is said before the strings of assistant/locale/ are there; a test holds them equal.
const WORDS = {
  en: ["Ask about membership", "The assistant cannot be reached at the moment. Call us:"],
  es: ["Pregunte sobre la membresía", "El asistente no responde. Llámenos:"],
  fr: ["Une question sur l’adhésion ?", "L’assistant est injoignable. Appelez-nous :"],
};

class MembershipAssistant extends HTMLElement {
  #root;
  #launcher;
  #alone;
  #panel;

  connectedCallback() {
    if (!this.#root) this.#build();
    addEventListener("hashchange", this.#followHash);
    this.#followHash();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#followHash);
  }

  /** Open the panel. The focus moves into it, unless told otherwise. */
  async open(focus = true) {
    const panel = await this.#load();
    await panel?.open(focus);
  }

  close() {
    this.#panel?.then((panel) => panel?.close());
  }

  /** Open the panel and ask: a text, or the id of a published answer (`topic/name`). */
  async ask(question) {
    await this.open();
    (await this.#panel)?.ask(question);
  }

  get language() {
    return this.lang || this.parentElement?.closest("[lang]")?.lang || "en";
  }

  #build() {
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [style];
    this.#launcher = make("button", {
      className: "launcher",
      ariaExpanded: false,
      textContent: this.getAttribute("label") || this.#words()[0],
      onclick: () => (this.#launcher.ariaExpanded === "true" ? this.close() : this.open()),
    });
    this.#alone = make("p", { className: "alone", role: "alert", hidden: true });
    this.#root.append(this.#launcher, this.#alone);
    if (wasOpen() && matchMedia("(min-width: 30em)").matches) this.open(false);
  }

  #words() {
    return WORDS[this.language.slice(0, 2)] ?? WORDS.en;
  }

  #load() {
    this.#alone.hidden = true;
    this.#panel ??= import("./static/assistant/panel.js")
      .then(({ createPanel }) => createPanel({ host: this, root: this.#root, launcher: this.#launcher, base: new URL(".", import.meta.url), key: KEY }))
      .catch(() => this.#standAlone());
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

  #followHash = () => {
    const id = location.hash.match(/^#faq=([a-z_]+\/[a-z0-9_]+)$/)?.[1];
    if (id) this.ask(id);
  };
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function wasOpen() {
  try {
    return JSON.parse(sessionStorage[KEY]).isOpen;
  } catch {
    // Nothing is kept there, or storage is shut off.
  }
}

customElements.define(KEY, MembershipAssistant);
