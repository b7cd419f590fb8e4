// What JavaScript adds to the pages; each page works without it.

// "/" moves the focus to the search box; [ and ] open the newer and the older conversation.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  // The box has focus on every page: no caller's words begin with a bracket.
  const box = event.target.id === "q" && event.target.value === "";
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && !box)) return;
  const link = { "]": "[rel=next]", "[": "[rel=prev]" }[event.key];
  const target = link && document.querySelector(`main ${link}`);
  if (target) {
    event.preventDefault();
    target.click();
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("q")?.focus();
  }
});

// The decision follows the form while it is filled in.
const form = document.querySelector("form[data-live]");
if (form) {
  const decision = document.getElementById("decision");
  let latest = 0;
  form.addEventListener("change", async () => {
    const current = ++latest;
    const query = new URLSearchParams(new FormData(form));
    decision.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${form.dataset.live}?${query}`, { redirect: "error" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (current === latest && response.ok) decision.replaceChildren(...page.body.childNodes);
    } catch {
      form.submit(); // signed out, or offline: the page itself says what is wrong
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
