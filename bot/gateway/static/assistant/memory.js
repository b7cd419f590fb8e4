// What this tab remembers (nothing before the first opening), and what tabs of the site tell one another.
const PATIENCE = 120;

export class Memory {
  #key;
  #values = {};
  #channel;
  #listen;

  /** `listen(news)` hears what another tab said. */
  constructor(key, listen) {
    this.#key = key;
    this.#listen = listen;
    try {
      this.#values = JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      // Storage is shut off: this page remembers for itself.
    }
    try {
      this.#channel = new BroadcastChannel(key);
      this.#channel.addEventListener("message", ({ data }) => this.#hear(data));
    } catch {
      // Where cookies are blocked, tabs may not talk to one another either.
    }
  }

  get(name) {
    return this.#values[name];
  }

  set(values) {
    Object.assign(this.#values, values);
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#values));
    } catch {
      // As above.
    }
  }

  /** Return the token of the conversation, from another tab where this one has none. */
  async token() {
    if (!this.get("token") && this.#channel) {
      const found = await new Promise((resolve) => {
        this.found = resolve;
        this.tell({ asks: true });
        setTimeout(resolve, PATIENCE);
      });
      if (found) this.set({ token: found });
    }
    return this.get("token");
  }

  tell(news) {
    this.#channel?.postMessage(news);
  }

  #hear(news) {
    if (news.asks && this.get("token")) this.tell({ has: this.get("token") });
    else if (news.has) this.found?.(news.has);
    else if (news.token && news.token === this.get("token")) this.#listen(news);
  }
}
