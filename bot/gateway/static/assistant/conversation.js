// One conversation with the server: start or resume it, say something, rate, ask to be called, erase.
// It draws nothing: `view` is told what to show.
import { Problem, connect } from "./api.js";
import { Memory } from "./memory.js";

const MOST_TRIES = 3;
const A_SECOND = 1000;

export class Conversation {
  isBusy = false;
  #call;
  #view;
  #last;
  #instead;
  #shown;
  #ready;

  constructor({ base, key, view, isStaffTest }) {
    this.memory = new Memory(key, (news) => this.#hear(news));
    this.#call = connect(base, () => this.memory.get("token"));
    this.#view = view;
    this.isStaffTest = isStaffTest;
  }

  /** Show the conversation of this tab or of another one; begin one where there is none. Tries once at a time. */
  begin() {
    this.#ready ??= this.#resume().catch((problem) => {
      this.#ready = undefined;
      throw problem;
    });
    return this.#ready;
  }

  about() {
    return this.#call("GET", "about");
  }

  /** Send `{text}`, `{choice}` or `{faq}`; `shown` stands in the log (an FAQ's question comes with its answer). The same id is sent
   *  again on a retry. Where the conversation has ended, the next one is sent `instead`; without it, it only greets.
   *  Resolves to `{messages}` or `{problem}`; `sending` is the last such promise. */
  say(body, shown, takesFocus, instead = body) {
    if (this.isBusy) return;
    this.#last = { id: `${Date.now()}-${Math.random()}`, ...body };
    this.#instead = instead;
    this.#shown = shown;
    if (shown) this.#view.saidByMe(shown);
    this.sending = this.#send(takesFocus);
    return this.sending;
  }

  /** Do again what failed: the last message, or else the beginning. */
  async retry() {
    if (this.isBusy) return;
    if (this.#last) await (this.sending = this.#send());
    else await this.begin().catch((problem) => this.#view.failed(problem));
  }

  rate(message, values) {
    return this.#call("POST", "feedback", { message, ...values });
  }

  callBack(values) {
    return this.#call("POST", "callbacks", values);
  }

  noteContact() {
    return this.#call("POST", "events", { event: "contact_clicked" }).catch(() => {});
  }

  /** Leave the conversation behind; the next one begins at once. */
  async startOver() {
    this.#forget();
    await this.begin();
  }

  async erase() {
    try {
      await this.#call("DELETE", "sessions");
    } catch (problem) {
      if (problem.status !== 401) throw problem;
    }
    this.memory.tell({ token: this.memory.get("token"), ended: true });
    this.#forget();
  }

  async #resume() {
    if (await this.memory.token()) {
      try {
        const { messages } = await this.#call("GET", "messages");
        this.#view.restored(messages);
        return;
      } catch (problem) {
        if (problem.status !== 401) throw problem;
        this.#view.ended();
      }
    }
    this.#view.answered((await this.#start()).messages);
  }

  /** Begin on the server; return its greeting. */
  async #start() {
    const begun = await this.#call("POST", "sessions", { staff_test: this.isStaffTest });
    this.memory.set({ token: begun.session });
    return begun;
  }

  async #send(takesFocus) {
    this.isBusy = true;
    this.#view.waiting(true);
    try {
      await this.begin();
      const { messages } = await this.#deliver();
      if (!messages?.length) throw new Problem(200, "silent");
      const said = this.#shown ?? messages[0].answer?.question;
      if (!this.#shown) this.#view.saidByMe(said);
      // What must not be kept is not kept on the screen either.
      if (this.#last.text) this.#view.redacted(messages[0].reply_to?.text);
      this.#view.answered(messages, takesFocus);
      this.memory.tell({ token: this.memory.get("token"), said, messages });
      return { messages };
    } catch (problem) {
      this.#view.failed(problem, this.#last.text);
      return { problem };
    } finally {
      this.isBusy = false;
      this.#view.waiting(false);
    }
  }

  /** Send the last message; wait while another tab's is answered, begin anew where the conversation ended. */
  async #deliver(tries = 1) {
    try {
      return await this.#call("POST", "messages", this.#last);
    } catch (problem) {
      if (tries === MOST_TRIES) throw problem;
      if (problem.status === 409) await new Promise((resolve) => setTimeout(resolve, (problem.wait || 1) * A_SECOND));
      else if (problem.status === 401) {
        this.#view.ended();
        const greeting = await this.#start();
        if (!this.#instead) return greeting;
        this.#last = { id: this.#last.id, ...this.#instead };
      } else throw problem;
      return this.#deliver(tries + 1);
    }
  }

  #forget() {
    this.memory.set({ token: null, receipts: null });
    this.#ready = undefined;
    this.#last = undefined;
    this.#view.cleared();
  }

  /** Another tab of this conversation said something, or erased it. */
  #hear({ said, messages, ended }) {
    if (ended) {
      this.#forget();
      this.retry();
    }
    else this.#view.heard(said, messages);
  }
}
