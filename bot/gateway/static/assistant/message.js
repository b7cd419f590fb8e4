// Draws one message of the assistant: what it says, on what it rests, and what can be done next.
import { drawBlocks } from "./blocks.js";
import { createFeedback } from "./feedback.js";
import { button, isRetired, make, retire } from "./dom.js";
import { link, ownUrl, safeUrl } from "./links.js";

const ANSWERS_IN = "en";
const GUIDED = ["question", "decision", "quote"];
const NEEDS_A_PERSON = ["fallback", "contact"];
const RATED = ["answer", "decision", "quote"];

/** `act` has what a person can do: press(choice), contact(), callBack(), rate(message, values). */
export function drawMessage(message, { t, base, act, phone }) {
  const { kind, asks, answer, choices = [], links = [] } = message;
  return make("div", { class: `message ${kind}`, "data-id": message.id },
    make("span", { class: "unseen" }, t("assistant_said")),
    asks && drawProgress(asks, t),
    make("div", { class: "body", lang: message.lang ?? ANSWERS_IN, dir: "auto" }, drawBlocks(message, t)),
    answer && drawSources(answer, t),
    links.length > 0 && make("p", { class: "links" }, links.map(({ title, url }) => link(title, safeUrl(url) ?? ownUrl(url, base), t))),
    message.copyable && copyButton(message.text, t),
    asks && make("details", { class: "why" }, make("summary", {}, t("why")), make("p", { lang: ANSWERS_IN }, asks.why)),
    drawChoices(message, choices, t, act),
    NEEDS_A_PERSON.includes(kind) && drawContact(t, phone(), act),
    RATED.includes(kind) && createFeedback(message, t, act),
  );
}

/** The text for screen readers, and for the saved conversation. */
export function spoken({ text, asks, kind, choices = [] }, t) {
  const progress = asks ? `${t("progress", asks)}. ` : "";
  const more = asks || kind === "choices" ? ` ${t("choices_follow", { n: choices.length })}` : "";
  return progress + text + more;
}

function drawProgress({ step, of_about }, t) {
  return make("p", { class: "progress" }, t("progress", { step, of_about }),
    make("progress", { value: step, max: Math.max(of_about, step), "aria-hidden": "true" }));
}

function drawSources({ sources, reviewed, disagreement }, t) {
  const items = sources.map(({ title, heading, url }) => make("li", {}, link(title, safeUrl(url), t), `, “${heading}”`));
  const checked = make("time", { datetime: reviewed }, t("checked", { day: t.day(reviewed) }));
  const sides = disagreement?.sides ?? [];
  return make("div", { class: "sources" },
    sides.length > 0 && make("div", {}, t("differ"), make("ul", { lang: ANSWERS_IN }, sides.map(({ title, says }) => make("li", {}, `${title}: ${says}`)))),
    make("span", {}, t(sources.length > 1 ? "sources" : "source")),
    make("ul", { lang: ANSWERS_IN }, items),
    checked);
}

function drawChoices({ kind, asks }, choices, t, act) {
  // The reason stands in the message already; what steers a conversation stands apart from its answers.
  const shown = choices.filter(({ value, role }) => !(asks && role === "control" && value === "why"));
  const steers = ({ role }) => role === "control" && GUIDED.includes(kind);
  const buttons = shown.map((choice) => {
    const element = button(choice.title, () => {
      if (isRetired(element) || !act.press(choice)) return;
      markChosen(element, buttons, t);
    }, { lang: ANSWERS_IN, class: steers(choice) ? "steer" : "choice" });
    return element;
  });
  if (!buttons.length) return null;
  const label = asks ? "answers" : kind === "choices" ? "did_you_mean" : "suggestions";
  return make("div", { role: "group", class: "choices", "aria-label": t(label), "data-once": Boolean(asks) && "" },
    buttons.filter((one) => one.className === "choice"),
    make("div", { class: "steers" }, buttons.filter((one) => one.className === "steer")));
}

export function markChosen(element, group, t) {
  group.forEach(retire);
  element.classList.add("chosen");
  element.append(make("span", { class: "mark", lang: t.language }, ` ${t("chosen")}`));
}

export function drawContact(t, phone, act) {
  return make("p", { class: "contact" },
    phone && make("a", { href: `tel:${phone}`, class: "choice", click: act.contact }, t("call", { phone })),
    button(t("call_back"), act.callBack, { class: "choice" }));
}

function copyButton(text, t) {
  const element = button(t("copy"), async () => {
    await navigator.clipboard.writeText(text);
    element.textContent = t("copied");
  }, { class: "steer" });
  return element;
}
