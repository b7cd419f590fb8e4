// Draws one message of the assistant: what it says, on what it rests, and what can be done next.
import { drawBlocks } from "./blocks.js";
import { button, make } from "./dom.js";
import { createFeedback } from "./feedback.js";
import { link, ownUrl, safeUrl } from "./links.js";

// What steers a guided conversation stands apart from what leads on in it.
const STEERING = ["back", "stop", "change", "restart"];
const NEEDS_A_PERSON = ["fallback", "contact"];
const RATED = ["answer", "decision", "quote"];

/** `act` has what a person can do: press(choice, byKeyboard), say(text), contact(), callBack(), copy(text), rate(message, values). */
export function drawMessage(message, { t, base, act, phone }) {
  const { id, kind, lang = "en", asks, answer, decision, checked, copy, choices = [], links = [] } = message;
  // Where only the assistant's own words are in the visitor's language, a person is never far.
  const isForeign = lang !== t.language && !asks && !answer && !decision;
  return make("div.message", { "data-id": id, tabindex: -1 },
    make("h3.unseen", t("assistant_said")),
    asks && drawProgress(asks, t),
    make("div.body", { lang, dir: "auto" }, drawBlocks(message, t)),
    answer && drawSources(answer, lang, t),
    links.length > 0 && make("p.links", links.map((one) => drawLink(one, base, t))),
    !answer && checked && make("p.sources", drawDay(checked, t)),
    copy && button(t("copy_this"), () => act.copy(copy), ".choice"),
    asks?.type && drawDate(t, act),
    asks && make("details.why", make("summary", t("why")), make("p", { lang }, asks.why)),
    (isForeign || NEEDS_A_PERSON.includes(kind) || decision?.needs_staff) && drawContact(t, phone(), act),
    RATED.includes(kind) && createFeedback(message, t, act, () => drawContact(t, phone(), act)),
    choices.length > 0 && drawChoices(message, lang, t, act));
}

/** What screen readers are told: also where one is, and that something can be chosen. */
export function spoken({ text, asks, kind, choices = [] }, t) {
  const n = choices.filter((choice) => !isHidden(choice, asks)).length;
  return [asks && `${t("progress", asks)}.`, text, (asks || kind === "choices") && t("choices_follow", { n })].filter(Boolean).join(" ");
}

export function drawContact(t, phone, act) {
  return make("p.contact",
    phone && make("a.choice", { href: `tel:${phone}`, click: act.contact }, t("call", { phone })),
    button(t("call_back"), act.callBack, ".choice"));
}

/** Show of an answered question only what was chosen, and a way to choose anew. */
export function fold(element, title, t) {
  const parts = [...element.querySelectorAll(":scope > :is(.progress, .date, .why, .choices)")];
  const hadFocus = element.contains(element.getRootNode().activeElement);
  const again = button(t(title ? "change" : "unfold"), () => {
    parts.forEach((part) => { part.hidden = false; });
    shown.remove();
    element.querySelector(".choices button").focus();
  }, ".steer");
  if (title) again.ariaLabel = `${t("change")}: ${title}`;
  const shown = make("p.folded", title && make("span", `${title} ${t("chosen")}`), again);
  parts.forEach((part) => { part.hidden = true; });
  element.append(shown);
  if (hadFocus) again.focus({ preventScroll: true });
}

function drawProgress(asks, t) {
  const { step, of_about: about } = asks;
  return make("p.progress", t("progress", asks), make("progress", { value: step - 1, max: Math.max(about, step), "aria-hidden": true }));
}

/** A day can be chosen, too; what is sent is what one would write, since answers are read in English. */
function drawDate(t, act) {
  const input = make("input", { type: "date", required: true });
  return make("form.row.date", {
    submit(event) {
      event.preventDefault();
      act.say(input.valueAsDate.toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" }));
    },
  }, make("label", t("field.date"), input), make("button.choice", t("send")));
}

function drawLink({ title, url, role }, base, t) {
  const element = link(title, safeUrl(url) ?? ownUrl(url, base), t);
  if (role) element.classList.add("primary");
  return element;
}

function drawDay(day, t) {
  return make("time", { datetime: day }, t("checked", { day: t.day(day) }));
}

// Where pages differ, a note of the answer says so; here they are only named.
function drawSources({ sources, reviewed }, lang, t) {
  const pages = new Map(sources.map(({ title, url }) => [title, url]));
  const [first, ...more] = pages.keys();
  const headings = (page) => sources.filter(({ title }) => title === page).map(({ cited_as: cited }) => `, ${cited}`);
  return make("details.sources",
    make("summary", t("source"), " ", make("span", { lang }, more[1] ? first : [first, ...more].join(", ")), more[1] && ` ${t("and_more", { n: more.length })}`, " ", drawDay(reviewed, t)),
    make("ul", { lang }, [...pages].map(([title, url]) => make("li", link(title, safeUrl(url), t), headings(title)))));
}

// Why one is asked can be unfolded; the button is for those who write.
function isHidden({ value }, asks) {
  return asks && value === "why";
}

function drawChoices({ kind, asks, choices }, lang, t, act) {
  const buttons = choices.map((choice) => {
    const steers = choice.role === "control" && STEERING.includes(choice.value);
    // A click without a pointer comes from a keyboard or a screen reader.
    const element = button(choice.title, ({ detail }) => act.press(choice, !detail), steers ? ".steer" : ".choice");
    element.lang = lang;
    element.hidden = isHidden(choice, asks);
    return element;
  });
  const label = asks ? "answers" : kind === "choices" ? "did_you_mean" : "suggestions";
  return make("div.choices", { role: "group", "aria-label": t(label) }, buttons);
}
