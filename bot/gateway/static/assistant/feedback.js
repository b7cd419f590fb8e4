// "Was this helpful?" under an answer: once, with a reason if one likes to give it.
import { button, isRetired, make, retire } from "./dom.js";

const REASONS = ["not_my_question", "wrong", "incomplete", "unclear"];
const LONGEST_COMMENT = 300;

export function createFeedback(message, t, act) {
  const thanks = make("p", { class: "thanks", role: "status" });
  const more = make("div");
  const yes = button(t("yes"), () => choose(true));
  const no = button(t("no"), () => choose(false));

  function show(helpful) {
    [yes, no].forEach(retire);
    const chosen = helpful ? yes : no;
    chosen.classList.add("chosen");
    chosen.append(make("span", { class: "mark" }, ` ${t("chosen")}`));
  }

  async function choose(helpful) {
    if (isRetired(yes)) return;
    show(helpful);
    const isKept = await send({ helpful });
    if (isKept && helpful && act.asksWhetherSaved()) more.append(savedCall());
    if (isKept && !helpful) more.append(reasons());
  }

  async function send(values) {
    try {
      await act.rate(message, values);
      thanks.textContent = t("thanks");
      return true;
    } catch {
      thanks.textContent = t("not_kept");
      return false;
    }
  }

  function savedCall() {
    const answer = (saved_call) => button(t(saved_call ? "yes" : "no"), async () => {
      if (group.dataset.done) return;
      group.dataset.done = "yes";
      group.querySelectorAll("button").forEach(retire);
      await send({ helpful: true, saved_call });
    });
    const group = make("div", { role: "group", "aria-label": t("saved_call"), class: "rate" }, make("span", {}, t("saved_call")), answer(true), answer(false));
    return group;
  }

  function reasons() {
    const comment = make("textarea", { rows: "2", maxlength: LONGEST_COMMENT, name: "comment" });
    const form = make("form", { class: "reasons", submit },
      make("fieldset", {}, make("legend", {}, t("what_was_wrong")),
        REASONS.map((reason) => make("label", {}, make("input", { type: "radio", name: "reason", value: reason }), t(`reason.${reason}`)))),
      make("label", {}, t("comment"), comment),
      button(t("send_reason"), () => form.requestSubmit(), { class: "choice" }));

    async function submit(event) {
      event.preventDefault();
      const reason = form.elements.reason.value || "other";
      if (await send({ helpful: false, reason, comment: comment.value.trim() || undefined })) {
        thanks.tabIndex = -1;
        thanks.focus();
        form.remove();
      }
    }
    return form;
  }

  if (typeof message.helpful === "boolean") show(message.helpful);
  return make("div", { class: "feedback" },
    make("div", { role: "group", class: "rate", "aria-label": t("helpful") }, make("span", {}, t("helpful")), yes, no), thanks, more);
}
