// Talks to the chat API. Whatever goes wrong becomes a Problem, with a sentence where the server gave one.
const SECONDS_TO_ANSWER = 15;

export class Problem extends Error {
  constructor(status, code, sentence, wait) {
    super(sentence);
    Object.assign(this, { status, code, wait });
  }
}

/** Return `call(method, path, body)` for the server at `base`; `getToken()` tells the conversation, if there is one. */
export function connect(base, getToken) {
  return async (method, path, body) => {
    const headers = { "Content-Type": "application/json" };
    const token = getToken();
    if (token) headers.Authorization = `Bearer ${token}`;
    const signal = AbortSignal.timeout(SECONDS_TO_ANSWER * 1000);
    let response;
    let answer;
    try {
      response = await fetch(`${base}api/chat/${path}`, { method, headers, signal, body: body && JSON.stringify(body) });
      answer = response.status === 204 ? {} : await response.json();
    } catch ({ name }) {
      throw new Problem(response?.status ?? 0, name === "TimeoutError" ? "slow" : "unreachable");
    }
    if (response.ok) return answer;
    const { code, message } = answer?.error ?? {};
    throw new Problem(response.status, code, message, response.headers.get("Retry-After"));
  };
}
