"""The widget as a person meets it: what tests say and do on a page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

# Notes what screen readers are told, and what goes wrong on the page.
WATCH = """
window.said = []; window.alerted = [];
window.alert = (text) => window.alerted.push(text);
const watch = (root) => new MutationObserver((changes) => {
  for (const { addedNodes, target } of changes)
    if (target.getAttribute?.("aria-live") === "polite") for (const node of addedNodes) window.said.push(node.textContent);
}).observe(root, { childList: true, subtree: true });
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (...options) { const root = attach.apply(this, options); watch(root); return root; };
"""


class Widget:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda line: self.errors.append(line.text) if "Content Security" in line.text else None,
        )
        page.on("request", lambda request: self.requests.append(request.url))
        self.host = page.locator("membership-assistant")
        self.launcher = self.host.locator(".launcher")
        self.panel = self.host.locator("dialog.panel")
        self.log = self.panel.get_by_role("log")
        self.input = self.panel.locator("#text")
        self.messages = self.log.locator(".message")
        self.last = self.messages.last

    def open(self) -> Widget:
        self.launcher.click()
        expect(self.messages.first).to_be_visible()
        return self

    def say(self, text: str) -> Locator:
        """Type and send; return the answer, once it is there."""
        before = self.messages.count()
        self.input.fill(text)
        self.input.press("Enter")
        expect(self.messages).not_to_have_count(before)
        return self.messages.nth(self.messages.count() - 1)

    def press(self, title: str) -> Locator:
        """Press a button in the last message; return what is said to it."""
        before = self.messages.count()
        self.last.get_by_role("button", name=title, exact=True).click()
        expect(self.messages).not_to_have_count(before)
        return self.messages.nth(self.messages.count() - 1)

    def answer_all(self, *answers: str) -> Locator:
        """Answer question after question with what fits of `answers`; return the result."""
        while self.last.locator(".progress").count():
            titles = self.last.get_by_role("button").all_inner_texts()
            self.press(next((answer for answer in answers if answer in titles), "I’m not sure"))
        return self.last

    def menu(self, item: str) -> None:
        self.panel.locator(".menu-place > .icon").click()
        self.panel.locator(".menu").get_by_role("button", name=item, exact=True).click()

    def agree(self, title: str) -> None:
        """Say yes to what the panel asks before it does something."""
        self.panel.get_by_role("alertdialog").get_by_role("button", name=title, exact=True).click()

    def focused(self) -> str:
        """Return the text or the label of what has the focus, inside the widget or on the page."""
        return self.page.evaluate(
            """() => { let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            return element.id || element.getAttribute('aria-label') || element.textContent.trim(); }"""
        )

    def announcements(self) -> list[str]:
        """Return what screen readers were told so far."""
        return self.page.evaluate("window.said")

    def stored(self) -> dict:
        return self.page.evaluate("({ ...sessionStorage, ...localStorage })")
