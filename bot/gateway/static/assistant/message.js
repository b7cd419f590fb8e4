// Draws one message of the assistant: what it says, on what it rests, and what can be done next.
import { drawBlocks } from "./blocks.js";
import { button, isRetired, make, markChosen } from "./dom.js";
import { createFeedback } from "./feedback.js";
import { link, ownUrl, safeUrl } from "./links.js";

const GUIDED = ["question", "decision", "quote"];
const NEEDS_A_PERSON = ["fallback", "contact"];
const RATED = ["answer", "decision", "quote"];

/** `act` has what a person can do: press(choice), contact(), callBack(), rate(message, values). */
export function drawMessage(message, { t, base, act, phone }) {
  const { id, kind, lang = "en", asks, answer, choices = [], links = [] } = message;
  return make("div.message", { "data-id": id },
    make("span.unseen", t("assistant_said")),
    asks && drawProgress(asks, t),
    make("div.body", { lang, dir: "auto" }, drawBlocks(message, t)),
    answer && drawSources(answer, lang, t),
    links.length > 0 && make("p.links", links.map(({ title, url }) => link(title, safeUrl(url) ?? ownUrl(url, base), t))),
    asks && make("details.why", make("summary", t("why")), make("p", { lang }, asks.why)),
    choices.length > 0 && drawChoices(message, lang, t, act),
    NEEDS_A_PERSON.includes(kind) && drawContact(t, phone(), act),
    RATED.includes(kind) && createFeedback(message, t, act));
}

/** What screen readers are told: also where one is, and that something can be chosen. */
export function spoken({ text, asks, kind, choices }, t) {
  return [asks && `${t("progress", asks)}.`, text, (asks || kind === "choices") && t("choices_follow", { n: choices.length })].filter(Boolean).join(" ");
}

export function drawContact(t, phone, act) {
  return make("p.contact",
    phone && make("a.choice", { href: `tel:${phone}`, click: act.contact }, t("call", { phone })),
    button(t("call_back"), act.callBack, ".choice"));
}

function drawProgress(asks, t) {
  const { step, of_about: about } = asks;
  return make("p.progress", t("progress", asks), make("progress", { value: step, max: Math.max(about, step), "aria-hidden": true }));
}

function drawSources({ sources, reviewed, disagreement }, lang, t) {
  const list = (items) => make("ul", { lang }, items.map((item) => make("li", item)));
  return make("div.sources",
    disagreement && [t("differ"), list(disagreement.sides.map(({ title, says }) => `${title}: ${says}`))],
    t("source"), list(sources.map(({ title, heading, cited_as: page, url }) => [link(title, safeUrl(url), t), heading ? `, “${heading}”` : `, ${page}`])),
    make("time", { datetime: reviewed }, t("checked", { day: t.day(reviewed) })));
}

function drawChoices({ kind, asks, choices }, lang, t, act) {
  const buttons = choices.map((choice) => {
    // What steers a guided conversation stands apart from the answers to its question.
    const steers = choice.role === "control" && GUIDED.includes(kind);
    const element = button(choice.title, () => {
      if (!isRetired(element) && act.press(choice)) markChosen(element, buttons, t);
    }, steers ? ".steer" : ".choice");
    element.lang = lang;
    element.hidden = asks && choice.value === "why";
    return element;
  });
  const label = asks ? "answers" : kind === "choices" ? "did_you_mean" : "suggestions";
  return make(asks ? "div.choices.once" : "div.choices", { role: "group", "aria-label": t(label) }, buttons);
}
