// What JavaScript adds to the pages; each page works without it.

const box = document.getElementById("q");
const isTextField = (element) =>
  element.matches("textarea, input:not([type=checkbox], [type=radio])");
// What stands in the box since the page was loaded belongs to the caller before: typing replaces it.
box?.addEventListener("focus", () => box.select());
if (document.activeElement === box) box?.select();

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
  let latest = 0;
  live.addEventListener("change", async () => {
    const current = ++latest;
    const body = new URLSearchParams(new FormData(form));
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
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  });
}
