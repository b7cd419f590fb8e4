// <membership-assistant>: a button now; everything else is loaded when it is first opened.
const KEY = "membership-assistant";
const BASE = new URL(".", import.meta.url).href;

// All that is said before the strings of assistant/locale/ are there; a test holds them equal.
const WORDS = {
  en: ["Ask about membership", "The assistant cannot be reached at the moment. Please call us:"],
  es: ["Pregunte sobre la membresía", "No se puede contactar con el asistente en este momento. Llámenos:"],
  fr: ["Une question sur l’adhésion ?", "L’assistant est injoignable pour le moment. Appelez-nous :"],
};

const STYLE = `
:host { all: initial; color-scheme: light dark; font: max(1rem, 16px)/1.5 var(--assistant-font, system-ui, sans-serif); }
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([hidden]), [hidden] { display: none !important; }
.launcher, .alone { position: fixed; z-index: var(--assistant-z-index, 1000);
  inset-block-end: calc(var(--assistant-offset, 1.25em) + env(safe-area-inset-bottom)); inset-inline-end: var(--assistant-offset, 1.25em); }
.launcher { font: inherit; font-weight: 600; min-block-size: 3em; max-inline-size: calc(100vw - 2.5em); padding: .5em 1.25em; cursor: pointer;
  color: var(--assistant-accent-text, light-dark(#fff, #0e1a26)); background: var(--assistant-accent, light-dark(#0b4f8a, #8fc4f5));
  border: 2px solid transparent; border-radius: 2em; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
.launcher:focus-visible { outline: 3px solid var(--assistant-accent, light-dark(#0b4f8a, #8fc4f5)); outline-offset: 3px; }
.alone { margin: 0 0 3.75em; padding: .75em 1em; max-inline-size: 18em; border: 1px solid; border-radius: .5em;
  color: light-dark(#1b2430, #e8edf3); background: light-dark(#fff, #14191f); }
.alone a { color: inherit; }`;

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
    const panel = await this.#load();
    await panel?.open(true);
    await panel?.ask(question);
  }

  get language() {
    return this.lang || this.parentElement?.closest("[lang]")?.lang || "en";
  }

  #build() {
    const [label] = this.#words();
    this.#root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#launcher = document.createElement("button");
    this.#launcher.type = "button";
    this.#launcher.className = "launcher";
    this.#launcher.setAttribute("aria-expanded", "false");
    this.#launcher.setAttribute("part", "launcher");
    this.#launcher.textContent = this.getAttribute("label") || label;
    this.#launcher.addEventListener("click", () => (this.#launcher.ariaExpanded === "true" ? this.close() : this.open()));
    this.#alone = document.createElement("p");
    this.#alone.className = "alone";
    this.#alone.setAttribute("role", "alert");
    this.#alone.hidden = true;
    this.#root.append(this.#launcher, this.#alone);
    if (wasOpen() && matchMedia("(min-width: 30em)").matches) this.open(false);
  }

  #words() {
    return WORDS[this.language.slice(0, 2)] ?? WORDS.en;
  }

  #load() {
    this.#alone.hidden = true;
    this.#panel ??= import("./static/assistant/panel.js")
      .then(({ createPanel }) => createPanel({ host: this, root: this.#root, launcher: this.#launcher, base: BASE, key: KEY }))
      .catch(() => this.#standAlone());
    return this.#panel;
  }

  /** The rest could not be loaded: say so, and whom to call. The next click tries again. */
  #standAlone() {
    const phone = this.getAttribute("phone");
    const link = document.createElement("a");
    link.href = `tel:${phone}`;
    link.textContent = phone;
    this.#alone.replaceChildren(this.#words()[1], " ", ...(phone ? [link] : []));
    this.#alone.hidden = false;
    this.#panel = undefined;
    this.dispatchEvent(new CustomEvent("error", { detail: { code: "not_loaded" } }));
  }

  #followHash = () => {
    const [, id] = location.hash.match(/^#faq=([a-z_]+\/[a-z0-9_]+)$/) ?? [];
    if (id) this.ask(id);
  };
}

function wasOpen() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY))?.isOpen === true;
  } catch {
    return false;
  }
}

customElements.define("membership-assistant", MembershipAssistant);
