"""The buttons under messages: guides that begin, commands that steer, and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.eligibility.decision import NONE, Decision
from bot.knowledge.attributes import UNKNOWN, Attribute
from bot.knowledge.faq import Answer
from bot.knowledge.guide import CONTROLS, GUIDES

Choice = dict[str, str]

CONTROL = "control"
NONE_OF_THESE = "none_of_these"


def faq_choice(answer: Answer) -> Choice:
    return {"title": answer.question, "payload": f"/{answer.label}", "value": answer.id}


class Buttons:
    """`titles` are the words on them, by name, as knowledge/texts/buttons.yml has them."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles

    def title(self, name: str) -> str:
        return self._titles[name]

    def guide(self, name: str) -> Choice:
        return {"title": self._titles[name], "payload": f"/{name}", "value": name}

    def guides(self) -> list[Choice]:
        return [self.guide(name) for name in GUIDES]

    def controls(self) -> list[Choice]:
        """Return every button that steers a conversation."""
        return [self._control(name) for name in CONTROLS]

    def none_of_these(self) -> Choice:
        return self.guide(NONE_OF_THESE)

    def answers(self, attribute: Attribute) -> Iterator[Choice]:
        """Return what can be answered to a question about an attribute, at last that one is not sure."""
        for value, title in {**attribute.buttons, UNKNOWN: self._titles["unsure"]}.items():
            told = f"{attribute.name}={value}"
            yield {"title": title, "payload": f'/tell{{"told": "{told}"}}', "value": value}

    def steering(self, *, can_go_back: bool) -> Iterator[Choice]:
        """Return what can be done instead of answering a question."""
        if can_go_back:
            yield self._control("back")
        yield self._control("why")
        yield self._control("stop")

    def change(self, attribute: str, title: str) -> Choice:
        """Return the button that asks for one attribute anew."""
        return _control(title, "change", what=attribute)

    def changes(self) -> list[Choice]:
        return [self._control("change"), self._control("restart")]

    def consent(self) -> list[Choice]:
        return [self._control("save_now"), _control(self._titles["keep_nothing"], "stop")]

    def save(self) -> Choice:
        return self._control("save")

    def letter_tools(self) -> list[Choice]:
        return [self._control("letter"), self._control("check_letter")]

    def after_letter(self) -> list[Choice]:
        """Return what leads on from a letter: the request, another check, saving, the checklist."""
        return [*self.letter_tools(), self.save(), self.guide("help_me_apply")]

    def after_decision(self, decision: Decision) -> list[Choice]:
        """Return what can be done next; without a category there is nothing to pay or to apply for yet."""
        if decision.category == NONE:
            return self.changes()
        return [self.guide("what_will_i_pay"), self.guide("help_me_apply"), *self.changes()]

    def after_aspect(self, aspect: str) -> list[Choice]:
        """Return the guides that lead on from a reply about one aspect of a category."""
        if aspect in {"price", "apply", "documents"}:
            return [self.guide("help_me_apply")]
        return [self.guide("what_will_i_pay"), self.guide("help_me_apply")]

    def _control(self, name: str) -> Choice:
        return _control(self._titles[name], name)


def _control(title: str, do: str, **more: str) -> Choice:
    entities = ", ".join(f'"{key}": "{value}"' for key, value in {"do": do, **more}.items())
    return {"title": title, "payload": f"/control{{{entities}}}", "value": do, "role": CONTROL}
