// What the widget itself says, in the language of the page; a missing sentence is said in English.
const LOCALES = ["en", "es", "fr"];

/** Return `t(key, values)` for a language tag such as `fr-CA`, with `t.language`. */
export async function loadStrings(language) {
  const locale = LOCALES.find((known) => known === language.slice(0, 2).toLowerCase()) ?? "en";
  const [english, own] = await Promise.all([read("en"), locale === "en" ? {} : read(locale).catch(() => ({}))]);
  const strings = { ...english, ...own };
  const t = (key, values = {}) =>
    (strings[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  t.language = locale;
  t.day = (iso) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
  return t;
}

async function read(locale) {
  const response = await fetch(new URL(`locale/${locale}.json`, import.meta.url));
  if (!response.ok) throw new Error(`no strings for ${locale}`);
  return response.json();
}
