// The conversation to keep: as a text file, on paper or in the clipboard. It is never sent anywhere.
import { make } from "./dom.js";

const STYLE = "body{font:11pt/1.5 sans-serif}h2{font-size:1em;margin:1em 0 0}p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}";

/** Return a conversation as text, each answer with what it rests on. */
export function asText(entries, t) {
  return [t("title"), now(t), ...entries.map((entry) => speaker(entry, t) + lines(entry, t).join("\n")), ""].join("\n\n");
}

export function saveText(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  make("a", { href, download: "membership-conversation.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** Print from a frame of its own, so that the page around us is not printed; return whether printing began. */
export async function printEntries(entries, t) {
  const frame = make("iframe", { "aria-hidden": true, tabindex: -1 });
  Object.assign(frame.style, { position: "fixed", width: 0, height: 0, border: 0 });
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  document.body.append(frame);
  await loaded;
  const { contentDocument: page, contentWindow: view } = frame;
  let began = false;
  try {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = t.language;
    page.title = t("title");
    page.body.append(make("h1", t("title")), make("p", now(t)),
      ...entries.flatMap((entry) => [make("h2", speaker(entry, t)), ...lines(entry, t).map((line) => make("p", line))]));
    view.addEventListener("beforeprint", () => { began = true; });
    view.addEventListener("afterprint", () => frame.remove());
    view.print();
  } catch {
    // The frame may not be written to, or printed.
  }
  if (!began) frame.remove();
  return began;
}

/** Put a text into the clipboard, also on pages without https; return whether it is there. */
export async function copyText(text, panel) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = panel.getRootNode().activeElement;
    const field = make("textarea.unseen", { "aria-hidden": true });
    field.value = text;
    panel.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus();
    return isCopied;
  }
}

function speaker({ mine }, t) {
  return t(mine ? "you_said" : "assistant_said");
}

function lines({ text, sources = [], reviewed }, t) {
  return [
    text,
    ...sources.map(({ title, cited_as: cited, url }) => `  ${t("source")} ${title}, ${cited} <${url}>`),
    ...(reviewed ? [`  ${t("checked", { day: t.day(reviewed) })}`] : []),
  ];
}

function now(t) {
  return new Date().toLocaleString(t.language);
}
