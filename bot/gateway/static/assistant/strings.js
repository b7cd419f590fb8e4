// What the widget itself says, in the language of the page; a missing sentence is said in English.
import english from "./locale/en.json" with { type: "json" };

const OTHERS = ["es", "fr"];

/** Return `t(key, values)` for a language tag such as `fr-ca`, with `t.language`. */
export async function loadStrings(tag) {
  const language = OTHERS.find((known) => known === tag.slice(0, 2)) ?? "en";
  const own = language !== "en" && await read(language).catch(() => {});
  const strings = { ...english, ...own };
  const t = (key, values = {}) => (strings[key] ?? key).replace(/{(\w+)}/g, (hole, name) => values[name] ?? hole);
  t.language = language;
  t.day = (iso) => new Date(iso).toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" });
  return t;
}

async function read(language) {
  return (await fetch(new URL(`locale/${language}.json`, import.meta.url))).json();
}
