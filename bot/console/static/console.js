// What JavaScript adds to the pages; each page works without it.

const box = document.getElementById("q");
const isTextField = (element) =>
  element.matches("textarea, input:not([type=checkbox], [type=radio])");
// What stands in the box since the page was loaded belongs to the caller before: typing replaces it.
box?.addEventListener("focus", () => box.select());
// The browser minds autofocus only when it first draws, and a key pressed before that would be lost.
if (document.activeElement === document.body) document.querySelector("[autofocus]")?.focus();
else if (document.activeElement === box) box?.select();

// "/" moves the focus to the search box; [ and ] open the newer and the older conversation. Other
// keys press what names them in data-key.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // The box has focus on most pages: no caller's words begin with a bracket or a sign.
  const isBox = event.target === box && box.value === box.defaultValue;
  if (isTextField(event.target) && !isBox) return;
  const link = { "]": "main [rel=next]", "[": "main [rel=prev]" }[event.key];
  const named = [...document.querySelectorAll("[data-key]")];
  const target = link
    ? document.querySelector(link)
    : named.find((element) => element.dataset.key === event.key);
  if (target) {
    event.preventDefault();
    target.click();
  } else if (event.key === "/") {
    event.preventDefault();
    box?.focus();
  }
});

// The decision follows the form while it is filled in.
const live = document.querySelector("[data-live]");
if (live) {
  const form = document.getElementById("assist");
  const decision = document.getElementById("decision");
  const fields = () => live.querySelectorAll("select, input");
  const values = () => [...fields()].map((one) => (one.type === "checkbox" ? one.checked : one.value));
  let latest = 0;
  const follow = async () => {
    const current = ++latest;
    const body = new URLSearchParams(new FormData(form));
    const names = [...fields()].map((one) => one.name);
    sessionStorage.setItem("call", JSON.stringify({ names, values: values() }));
    decision.setAttribute("aria-busy", "true");
    try {
      const how = { method: "POST", body, redirect: "error" };
      const response = await fetch(live.dataset.live, how);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (current === latest && response.ok) decision.replaceChildren(...page.body.childNodes);
    } catch {
      form.requestSubmit(); // signed out, or offline: the page itself says what is wrong
    }
    if (current === latest) decision.removeAttribute("aria-busy");
  };
  live.addEventListener("change", follow);
  // A page that is loaded again has what was filled in since; any other page begins anew.
  const [navigation] = performance.getEntriesByType("navigation");
  const kept = JSON.parse(sessionStorage.getItem("call") ?? "null");
  sessionStorage.removeItem("call");
  const isSame = kept && kept.names.join() === [...fields()].map((one) => one.name).join();
  if (navigation?.type === "reload" && isSame) {
    [...fields()].forEach((one, place) => {
      if (one.type === "checkbox") one.checked = kept.values[place];
      else one.value = kept.values[place];
    });
    follow();
  }
}

// What was sent is kept in this tab until the next page: after a sign-in or an error, which say so by
// data-resume, it stands in its form again. A form without a text to lose is not kept, no password is.
const KEPT = "sent-form";
const RESUME = "resume-form";
const hasText = (form) => form.querySelector("textarea, input:not([type]), input[type=text]");
document.addEventListener("submit", ({ target }) => {
  if (target.method !== "post" || target.querySelector("[type=password]") || !hasText(target)) return;
  const fields = [...new FormData(target)].filter(([name]) => name !== "token" && name !== "version");
  const path = new URL(target.action).pathname;
  sessionStorage.setItem(KEPT, JSON.stringify({ path, fields }));
});
if (document.querySelector("[data-resume]")) {
  if (sessionStorage.getItem(KEPT)) sessionStorage.setItem(RESUME, "yes");
} else {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  const isResumed = sessionStorage.getItem(RESUME);
  sessionStorage.removeItem(KEPT);
  sessionStorage.removeItem(RESUME);
  const isMeant = (form) => kept && new URL(form.action).pathname === kept.path;
  // A form may have several fields of one name, as the statements of an answer are: their order tells them apart.
  const byName = (fields) => {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
    return values;
  };
  const wanted = byName(kept?.fields ?? []);
  const forms = [...document.forms].filter(isMeant);
  // Several forms of a page may send to one address: the hidden fields tell them apart.
  const isSame = (one) => {
    const hidden = [...one.querySelectorAll("input[type=hidden]")];
    return [...byName(hidden.map(({ name, value }) => [name, value]))].every(
      ([name, values]) =>
        ["token", "version", "back"].includes(name) ||
        JSON.stringify(values) === JSON.stringify(wanted.get(name)),
    );
  };
  const form = forms.find(isSame);
  if (isResumed && form) {
    for (const field of form.elements) {
      const values = wanted.get(field.name) ?? [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden") field.value = values.shift();
    }
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = "What you typed is here again. It was not saved yet.";
    form.before(note);
    note.scrollIntoView({ block: "center" });
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  });
}

// Words that are marked in a message when its comment is opened are what the comment is about.
for (const details of document.querySelectorAll("[data-quote]")) {
  details.querySelector("summary").addEventListener("pointerdown", () => {
    const marked = getSelection();
    const isHere = details.parentElement.contains(marked.anchorNode) && !marked.isCollapsed;
    if (isHere) details.querySelector("[name=quote]").value = `${marked}`.trim().slice(0, 300);
  });
}
