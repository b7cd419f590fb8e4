/** Types of <membership-assistant>, for pages that are written in TypeScript. */

export interface AssistantAnswer {
  /** As in the chat API: answer, question, decision, quote, choices, fallback, contact, smalltalk or notice. */
  kind: string;
  /** The id of the published answer, where it is one. */
  faqId?: string;
}

/** What `ask` rejects with: empty, no_consent, no_answer, not_loaded, slow, unreachable, too_fast, … */
export interface AssistantError extends Error {
  code: string;
}

export interface MembershipAssistantEventMap {
  open: CustomEvent<Record<string, never>>;
  close: CustomEvent<Record<string, never>>;
  answer: CustomEvent<{ faqId: string }>;
  miss: CustomEvent<Record<string, never>>;
  feedback: CustomEvent<{ helpful: boolean; reason?: string }>;
  handoff: CustomEvent<Record<string, never>>;
  error: CustomEvent<{ code: string | number }>;
}

export interface MembershipAssistantElement extends HTMLElement {
  open(focus?: boolean): Promise<void>;
  close(): void;
  ask(question: string): Promise<AssistantAnswer>;
  addEventListener<K extends keyof MembershipAssistantEventMap>(
    type: K,
    listener: (event: MembershipAssistantEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "membership-assistant": MembershipAssistantElement;
  }
}
