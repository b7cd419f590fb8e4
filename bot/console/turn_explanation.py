"""Why a message got its reply, in words for staff: what it was understood as, the rule that spoke, what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.conversation import commands
from bot.conversation.state import SPEAKER
from bot.knowledge.loader import Knowledge

# Each rule of the plan, in its order: bot/conversation/conversation.py.
RULES = {
    "safety": "It speaks of danger, distress, somebody's health or private data; that comes before "
    "everything else.",
    "button": "A button was pressed, or its words typed: that says exactly what is wanted.",
    "saved_code": "It names a code of saved answers.",
    "tool": "It asks to save or print the answers, for a letter, or for dates.",
    "command": "It steers the conversation: back, why, stop, start over, change an answer, or a person.",
    "parting_group": "It tells of trainees of whom some train on and some go into practice; each part was answered.",
    "several_people": "It speaks of several people and asks for all of them, so each was answered.",
    "retiring": "It asks of dues, a bill, a refund or a notice of somebody who retires.",
    "pending_answer": "It was taken as the answer to the question that had just been asked.",
    "few_words": "Its few words are known as they are: thanks, a greeting, a cry for help.",
    "bereaved": "A death was told of before, so nothing about dues or joining is an answer.",
    "another_organisation": "It asks about something of another organization.",
    "once_more": "It wants what was said just now said again, or shorter.",
    "for_others": "It asks whether what was said holds for somebody else too.",
    "of_citizenship": "It says where somebody is a citizen, and no more; that decides nothing.",
    "owed_meanwhile": "It asks what is owed between the end of training and the first dues.",
    "of_pay": "It asks what people in the profession earn, of which no source that was read is reliable.",
    "confirmed": "It says something of somebody's own case, or names what to choose from; that was held against the decision.",
    "supposed": "It only supposes something (“what if …”); that was worked out, and not remembered as so.",
    "asked": "It asks something that can be answered: from the published answers, or worked out for the "
    "person whom it is about.",
    "goal": "It wishes to have something worked out, so the questions of the guide began.",
    "told": "It tells facts about somebody, and these were taken up.",
    "asks_to_belong": "It says what somebody is and asks whether there is something for them: that was taken as their case.",
    "social": "It is small talk, a bare yes or no, or signs without words.",
    "in_context": "It says too little by itself; read together with the message before, it asks something.",
    "missed_answer": "It neither answers the question that was open nor asks one; that question was asked "
    "once more.",
    "concludes": "It draws a conclusion from what was said, and nothing judged it: what holds was said once more.",
    "likely_asked": "Follow-ups like it most likely ask this of somebody whose case is known; nothing answered it better.",
    "open_case": "It asks in a few words about a case that is still open: answered for each membership that is possible.",
    "several_fit": "Several answers fit about equally well, so the visitor was asked which is meant.",
    "not_answerable": "No earlier rule had anything to say: the pages do not answer it, or it was not "
    "understood.",
}
_COMMANDS = {
    commands.BACK: "go back",
    commands.WHY: "know why",
    commands.UNSURE: "say that they are not sure",
    commands.STOP: "stop",
    commands.RESTART: "start over",
    commands.RESUME: "go on",
    commands.CHANGE: "change an answer",
    commands.HUMAN: "talk to a person",
    commands.SAVE: "keep the answers under a code",
    commands.SAVE_NOW: "keep the answers under a code",
    commands.HELP_CODE: "use a code",
    commands.LETTER: "have a letter read",
    commands.CHECK_LETTER: "have a letter read",
    commands.CALENDAR: "have the dates",
    commands.PRINT: "print",
    commands.ERASE: "erase what is kept",
}

_KNOWN = "Known after it"

# The title of a fact, as on its button.
Title = Callable[[str, Any], str]


class TurnExplanations:
    def __init__(self, knowledge: Knowledge, title: Title) -> None:
        self._knowledge = knowledge
        self._title = title

    def all(self, traces: Sequence[Mapping[str, Any]]) -> list[list[tuple[str, str]]]:
        """Return what to say of each turn, as pairs of a heading and a sentence; of what is known, the news."""
        numbers = {
            int(trace["turn"]): place for place, trace in enumerate(traces, 1) if trace.get("turn")
        }
        explained, known = [], ""
        for trace in traces:
            parts = self._of(trace, numbers)
            explained.append([part for part in parts if part != (_KNOWN, known)])
            known = dict(parts).get(_KNOWN, known)
        return explained

    def _of(self, trace: Mapping[str, Any], numbers: Mapping[int, int]) -> list[tuple[str, str]]:
        """`numbers` tells which message on the page a turn of the conversation is; messages count from 1."""
        parts = [
            ("Understood as", "; ".join(self._understood(trace))),
            ("Why this reply", _why(trace)),
            (_KNOWN, self._known(trace, numbers)),
            ("Then asked", self._asked(trace.get("asked"))),
        ]
        return [(heading, text) for heading, text in parts if text]

    def _understood(self, trace: Mapping[str, Any]) -> list[str]:
        about = trace.get("person")
        aspects = ", ".join(name.replace("_", " ") for name in trace.get("aspects") or ())
        categories = ", ".join(self._categories(trace.get("categories") or ()))
        facts, supposed = (self._facts(trace.get(name)) for name in ("facts", "supposed"))
        command = str(trace.get("command") or "")
        parts = {
            "word for word a taught phrase, or the question of an answer": trace.get("taught"),
            f"about {_whom(about)}": bool(about) and about != SPEAKER,
            f"asks about {aspects}": aspects,
            f"names {categories}": categories,
            f"tells: {facts}": facts,
            f"supposes: {supposed}": supposed,
            f"wants to: {_COMMANDS.get(command, command)}": command,
            f"danger: {str(trace.get('safety')).replace('_', ' ')}": trace.get("safety"),
        }
        return [text for text, is_so in parts.items() if is_so]

    def _known(self, trace: Mapping[str, Any], numbers: Mapping[int, int]) -> str:
        known = [
            self._title_of(name, value) + (f" (message {numbers[turn]})" if turn in numbers else "")
            for name, (value, turn) in (trace.get("known") or {}).items()
        ]
        decided = self._categories([trace["decided"]]) if trace.get("decided") else []
        return "; ".join([*known, *(f"decided: {title}" for title in decided)])

    def _asked(self, attribute: str | None) -> str:
        found = self._knowledge.attributes.get(attribute or "")
        return found.question if found else ""

    def _facts(self, facts: Mapping[str, Any] | None) -> str:
        return ", ".join(self._title_of(name, value) for name, value in (facts or {}).items())

    def _title_of(self, name: str, value: Any) -> str:
        """Return a fact in words; one of an attribute that is no more, as it was kept."""
        if name not in self._knowledge.attributes:
            return f"{name} {value}"
        return self._title(name, value)

    def _categories(self, names: Sequence[str]) -> list[str]:
        categories = self._knowledge.rules.categories
        return [
            categories[name].title if name in categories else name.replace("_", " ")
            for name in names
        ]


def _why(trace: Mapping[str, Any]) -> str:
    rule = str(trace.get("rule") or "")
    return RULES.get(rule, rule.replace("_", " "))


def _whom(person: Any) -> str:
    name = str(person)
    return name if name[:1].isupper() else f"the {name}"
