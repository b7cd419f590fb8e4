// The conversation to keep: as a text file, on paper, or in the clipboard. It is never sent anywhere.
import { make } from "./dom.js";

/** Return the lines of a conversation. */
export function asText(entries, t) {
  const lines = entries.map(({ mine, text, sources = [], reviewed }) => {
    const rests = sources.map(({ title, heading, url }) => `  ${t("source")} ${title}, “${heading}” <${url}>`);
    if (reviewed) rests.push(`  ${t("checked", { day: t.day(reviewed) })}`);
    return [`${t(mine ? "you" : "assistant")}: ${text}`, ...rests].join("\n");
  });
  return `${t("title")}\n${new Date().toLocaleString(t.language)}\n\n${lines.join("\n\n")}\n`;
}

export function saveText(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  make("a", { href: address, download: "membership-conversation.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Print in a window of its own, so that the page around us is not printed. */
export function printText(text, t) {
  const page = open("", "_blank");
  if (!page) return;
  page.document.title = t("title");
  page.document.body.append(...text.split("\n").map((line) => make("div", {}, line || "\u00a0")));
  page.print();
}
