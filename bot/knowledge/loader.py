"""All that we know, read once and checked as a whole: every id that is named must exist.

Texts hold placeholders in braces: `{phone}`, `{join}` and `{hub}` (addresses of the pages),
`{federal_discount}`, and any line of dues.yml, which becomes the amount in force on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from bot.errors import KnowledgeError, UnknownDues
from bot.knowledge.attributes import Attributes, parse_attributes
from bot.knowledge.categories import Rules, parse_rules
from bot.knowledge.contacts import Contacts, parse_contacts
from bot.knowledge.disagreements import Disagreement, parse_disagreements
from bot.knowledge.dues import Dues, Published, parse_dues
from bot.knowledge.faq import Answer, Topic, address, by_label, in_order, parse_topic
from bot.knowledge.guide import GUIDES, Guidance, parse_guidance
from bot.knowledge.replies import Reply, parse_replies
from bot.knowledge.societies import Societies, parse_societies
from bot.knowledge.sources import Sources, parse_sources
from bot.knowledge.vocabulary import Vocabulary, parse_vocabulary
from bot.knowledge.yaml_reader import read

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Knowledge:
    sources: Sources
    contacts: Contacts
    disagreements: Mapping[str, Disagreement]
    dues: Dues
    topics: tuple[Topic, ...]
    answers: Mapping[str, Answer]
    answers_by_label: Mapping[str, Answer]
    replies: Mapping[str, Reply]
    attributes: Attributes
    rules: Rules
    vocabulary: Vocabulary
    guidance: Guidance
    societies: Societies

    def fill(self, text: str, on: date) -> str:
        """Put in what the placeholders of `text` stand for on that day.

        Raises UnknownDues for a placeholder that nothing knows, KnowledgeError for an amount that
        is not published on that day.
        """
        return _PLACEHOLDER.sub(lambda found: self._value(found.group(1), on), text)

    def _value(self, name: str, on: date) -> str:
        fixed = {
            "phone": self.contacts.phone,
            "emergency": self.contacts.emergency,
            "crisis_line": self.contacts.crisis_line,
            **{page: source.url for page, source in self.sources.items()},
        }
        if name in fixed:
            return fixed[name]
        if name == "federal_discount":
            return f"{(self.dues.federal_discount.fraction * 100).normalize():f}%"
        amount = self.dues.amount(name, on)
        if not isinstance(amount, Published):
            raise KnowledgeError("dues.yml", name, f"not published on {on}: {amount.why}")
        return money(amount.amount)


def money(amount: Decimal) -> str:
    """Write dollars as the pages do: $77, and cents only where there are any."""
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


@lru_cache(maxsize=2)
def load(folder: Path = KNOWLEDGE) -> Knowledge:
    """Read and check all of knowledge/, once a process. Raises KnowledgeError, which names file and key."""
    sources = parse_sources(read(folder, "sources.yml"))
    topics = in_order(
        parse_topic(path.stem, read(folder, f"faq/{path.name}"), sources)
        for path in (folder / "faq").glob("*.yml")
    )
    attributes = parse_attributes(read(folder, "attributes.yml"))
    rules = parse_rules(read(folder, "categories.yml"), attributes, sources)
    knowledge = Knowledge(
        sources=sources,
        contacts=parse_contacts(read(folder, "contacts.yml")),
        disagreements=parse_disagreements(read(folder, "disagreements.yml"), sources),
        dues=parse_dues(read(folder, "dues.yml"), sources),
        topics=topics,
        answers={answer.id: answer for topic in topics for answer in topic.answers},
        answers_by_label=by_label(topics),
        replies=parse_replies(read(folder, "replies.yml")),
        attributes=attributes,
        rules=rules,
        vocabulary=parse_vocabulary(read(folder, "vocabulary.yml")),
        societies=parse_societies(read(folder, "societies.yml")),
        guidance=parse_guidance(read(folder, "guide.yml"), sources, attributes, rules.categories),
    )
    _refuse_dangling(knowledge)
    _refuse_unfillable(knowledge)
    return knowledge


def _refuse_dangling(knowledge: Knowledge) -> None:
    for answer in knowledge.answers.values():
        file, key = address(answer)
        for related in answer.related:
            if related not in knowledge.answers:
                raise KnowledgeError(file, f"{key}.related", f"there is no answer {related!r}")
        _refuse_unknown_people(knowledge, answer)
        if answer.disagreement and answer.disagreement not in knowledge.disagreements:
            problem = f"disagreements.yml has no {answer.disagreement!r}"
            raise KnowledgeError(file, f"{key}.disagreement", problem)
    for guide, ids in knowledge.guidance.offered_with.items():
        _refuse_unknown(knowledge, ids, "guide.yml", f"offered_with.{guide}")
    for reply in knowledge.replies.values():
        answers = [offer for offer in reply.offers if offer not in GUIDES]
        _refuse_unknown(knowledge, answers, "replies.yml", f"{reply.name}.offers")
        if reply.answer:
            _refuse_unknown(knowledge, [reply.answer], "replies.yml", f"{reply.name}.answer")


def _refuse_unknown_people(knowledge: Knowledge, answer: Answer) -> None:
    file, key = address(answer)
    for name, values in answer.only_for.items():
        if name not in knowledge.attributes:
            problem = f"attributes.yml has no {name!r}"
            raise KnowledgeError(file, f"{key}.only_for", problem)
        for value in values:
            if value not in knowledge.attributes[name].values:
                problem = f"{value!r} is no value of {name!r} in attributes.yml"
                raise KnowledgeError(file, f"{key}.only_for.{name}", problem)


def _refuse_unknown(knowledge: Knowledge, ids: Iterable[str], file: str, key: str) -> None:
    for id_ in ids:
        if id_ not in knowledge.answers:
            raise KnowledgeError(file, key, f"there is no answer {id_!r}")


def _refuse_unfillable(knowledge: Knowledge) -> None:
    for file, key, text, on in _texts(knowledge):
        try:
            knowledge.fill(text, on)
        except UnknownDues as error:
            problem = f"nothing is known by the name {{{error.name}}}"
            raise KnowledgeError(file, key, problem) from None
        except KnowledgeError as error:
            raise KnowledgeError(file, key, f"{{{error.key}}}: {error.problem}") from None


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, str, str, date]]:
    """Each text with placeholders: its file and key, and a day on which it must be fillable."""
    for answer in knowledge.answers.values():
        file, key = address(answer)
        yield file, f"{key}.answer", answer.text, answer.reviewed
        yield file, f"{key}.details", answer.details, answer.reviewed
    newest = max(answer.reviewed for answer in knowledge.answers.values())
    for reply in knowledge.replies.values():
        for language, text in {"text": reply.text, **reply.translations}.items():
            yield "replies.yml", f"{reply.name}.{language}", text, newest
    guidance = knowledge.guidance
    for name, item in guidance.documents.items():
        yield "guide.yml", f"documents.{name}", item.text, newest
    for category, items in guidance.checklists.items():
        for item in items:
            yield "guide.yml", f"checklists.{category}", item.text, newest
    for entry in knowledge.disagreements.values():
        for text in (entry.note, entry.meanwhile, *(side.says for side in entry.sides)):
            yield "disagreements.yml", entry.id, text, newest
