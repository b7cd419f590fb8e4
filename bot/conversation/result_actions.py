"""What can be done with a result: save it under a code, ask for a letter, check one, print, put dates in a calendar."""

from __future__ import annotations

from bot.conversation import commands
from bot.conversation.guide import Guide, Outcome
from bot.conversation.letters import Letters
from bot.conversation.saved_code import Keeper
from bot.conversation.state import State
from bot.messages.faq_messages import Message
from bot.messages.guide_messages import GuidedMessages

_ERASES = ("erase", "delete", "remove", "forget")


class ResultActions:
    """`keeper` keeps what a person asks to have kept."""

    def __init__(self, guide: Guide, guided: GuidedMessages, keeper: Keeper) -> None:
        self._guide = guide
        self._guided = guided
        self._keeper = keeper
        self._letters = Letters(guided)

    def use(self, state: State, tool: str) -> Outcome | None:
        """Return what a tool does; None for a tool that there is not."""
        tools = {
            commands.SAVE: self._ask_consent,
            commands.SAVE_NOW: self._save,
            commands.LETTER: self._request_letter,
            commands.CHECK_LETTER: self._await_letter,
            commands.CALENDAR: self._links,
            commands.PRINT: self._links,
            commands.HELP_CODE: self._explain_code,
            commands.ERASE: self._explain_erasing,
        }
        return tools[tool](state) if tool in tools else None

    def open_code(self, state: State, code: str, text: str) -> Outcome:
        """Take up what was saved under a code, or erase it."""
        if any(word in text.lower() for word in _ERASES):
            name = "erased" if self._keeper.erase(code) else "no_such_code"
            return state, [self._guided.leading_on(name, code=code)]
        saved = self._keeper.find(code)
        if saved is None:
            return state, [self._guided.leading_on("no_such_code", code=code)]
        opened = State(goal=saved.goal, told=saved.told, turn=state.turn)
        return self._guide.go_on(opened, self._guided.understood(saved.told))

    def _ask_consent(self, state: State) -> Outcome:
        if not state.told:
            return state, [self._guided.leading_on("nothing_to_save")]
        asked = self._guided.say("consent", days=self._keeper.days)
        return state, [{**asked, "choices": self._guided.buttons.consent()}]

    def _save(self, state: State) -> Outcome:
        decision = self._guide.decisions.decide(state.told)
        code = self._keeper.keep(state.goal, state.told, decision.category)
        return state, [
            {**self._guided.leading_on("saved", code=code, days=self._keeper.days), "copy": code}
        ]

    def _explain_code(self, state: State) -> Outcome:
        return state, [self._guided.leading_on("use_code", days=self._keeper.days)]

    def _explain_erasing(self, state: State) -> Outcome:
        return state, [self._guided.leading_on("how_to_erase")]

    def _request_letter(self, state: State) -> Outcome:
        return state, [self._letters.request(state.told)]

    def _await_letter(self, state: State) -> Outcome:
        """Ask for the letter; whoever keeps the conversation reads it, so that it is not kept."""
        asked = self._guided.say("paste_letter")
        links = [{"title": self._guided.buttons.title("upload_letter"), "url": "/letter"}]
        return state.but(pending=None), [{**asked, "awaits": "letter", "links": links}]

    def _links(self, state: State) -> Outcome:
        if not state.told:
            return state, [self._guided.leading_on("nothing_to_save")]
        links = self._guided.links(self._guide.profile(state), self._guide.told(state))
        has_dates = len(links) > 1
        message: Message = self._guided.say("links_and_dates" if has_dates else "links")
        return state, [{**message, "links": links, "choices": [self._guided.buttons.save()]}]
