// The conversation to keep: as a text file, on paper or in the clipboard. It is never sent anywhere.
import { make } from "./dom.js";

/** Return a conversation as text, each answer with what it rests on. */
export function asText(entries, t) {
  const told = entries.map(({ mine, text, sources = [], reviewed }) => [
    t(mine ? "you_said" : "assistant_said") + text,
    ...sources.map(({ title, heading, cited_as: page, url }) => `  ${t("source")} ${title}, ${heading ? `“${heading}”` : page} <${url}>`),
    ...(reviewed ? [`  ${t("checked", { day: t.day(reviewed) })}`] : []),
  ].join("\n"));
  return [t("title"), new Date().toLocaleString(t.language), ...told, ""].join("\n\n");
}

export function saveText(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  make("a", { href, download: "membership-conversation.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** Print in a window of its own, so that the page around us is not printed. */
export function printText(text) {
  const page = open();
  page.document.body.innerText = text;
  page.print();
}
