// Which addresses may become links: an allow-list, since texts come from outside.
import { make } from "./dom.js";

const ABSOLUTE = /^(?:https?:\/\/[^/\\\s]|mailto:[^\s]|tel:[+\d])/i;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s\\]/u;

/** Return the address, or null for one that is not absolute, not of an allowed scheme, or hides something. */
export function safeUrl(url) {
  if (typeof url !== "string" || UNSEEN.test(url) || !ABSOLUTE.test(url) || !URL.canParse(url)) return null;
  const { protocol, username } = new URL(url);
  return ["http:", "https:", "mailto:", "tel:"].includes(protocol) && !username ? url : null;
}

/** Return the absolute address of one of our own pages (`/eligibility?…`), or null. */
export function ownUrl(path, base) {
  if (typeof path !== "string" || UNSEEN.test(path) || !/^\/(?!\/)/.test(path)) return null;
  return new URL(`.${path}`, base).href;
}

/** Return a link that says that it opens a new tab; the plain text where it may not be one. */
export function link(text, url, t) {
  if (!url) return make("span", {}, text);
  if (/^(?:tel|mailto):/i.test(url)) return make("a", { href: url }, text);
  const note = make("span", { class: "unseen" }, ` ${t("new_tab")}`);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text, note);
}
