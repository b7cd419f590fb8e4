// Which addresses may become links: an allow-list, since texts come from outside.
import { make } from "./dom.js";

// No user name: what stands before an @ only looks like the site.
const ABSOLUTE = /^(?:https?:\/\/[^/?#@]+(?:[/?#]|$)|mailto:.|tel:[+\d])/i;
const OURS = /^\/(?!\/)/;
// Control characters, marks that turn the direction of writing, blanks; browsers read a backslash as a slash.
const HIDES = /[\p{C}\p{Z}\\]/u;

/** Return the address, or null for one that is not absolute, not of an allowed scheme, or hides something. */
export function safeUrl(url) {
  return ABSOLUTE.test(url) && !HIDES.test(url) ? url : null;
}

/** Return the absolute address of one of our own pages (`/eligibility?…`), or null. */
export function ownUrl(path, base) {
  return OURS.test(path) && !HIDES.test(path) ? new URL(`.${path}`, base).href : null;
}

/** Return a link that says that it opens a new tab; the plain text where it may not be one. */
export function link(text, url, t) {
  if (!url) return make("span", text);
  // What opens another program, or is a file to keep, opens no tab.
  if (/^(?:tel|mailto):|\/calendar\.ics\?/i.test(url)) return make("a", { href: url }, text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text, make("span.unseen", ` ${t("new_tab")}`));
}
