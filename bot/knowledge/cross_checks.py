"""What one file alone cannot prove: every name that a file uses exists, every text can be said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import KnowledgeError, UnknownDues
from bot.knowledge.aspect_texts import OF_CATEGORY, filled_in_text
from bot.knowledge.faq import address
from bot.knowledge.guide import FILLED_BY_THE_CONVERSATION, GUIDES, filled_in_result_text
from bot.knowledge.knowledge import Knowledge
from bot.knowledge.letter import FILLED_BY_THE_REQUEST
from bot.knowledge.replies import OWN_PLACEHOLDERS, SAID_BY_NAME
from bot.knowledge.rules import If
from bot.knowledge.texts import Text, amounts_of, placeholders
from bot.knowledge.timeline import filled_by_dues


@dataclass(frozen=True)
class _Placed:
    """A text, where it stands, from which day it is said, and what its own placeholders become."""

    file: str
    key: str
    text: Text
    since: date
    values: dict[str, str]


def refuse_dangling(knowledge: Knowledge) -> None:
    """Raise KnowledgeError for a name that leads nowhere."""
    for file, key, names, existing, kind in _names(knowledge):
        for name in names:
            if name not in existing:
                raise KnowledgeError(file, key, f"there is no {kind} {name!r}")


def refuse_unfillable(knowledge: Knowledge) -> None:
    """Raise KnowledgeError for a text that cannot be said on some day from its first one on."""
    turns = _days_of_change(knowledge)
    for placed in _texts(knowledge):
        _refuse_unknown_lines(knowledge, placed)
        for day in (placed.since, *(turn for turn in turns if turn > placed.since)):
            _refuse_unless_filled(knowledge, placed, day)


def _names(
    knowledge: Knowledge,
) -> Iterator[tuple[str, str, Iterable[str], Collection[str], str]]:
    """Return file, key, the names used there, what they must be among, and what they are."""
    answers, documents = knowledge.answers, knowledge.guidance.documents
    for answer in answers.values():
        file, key = address(answer)
        yield file, f"{key}.related", answer.related, answers, "answer"
        disagreement = [answer.disagreement] if answer.disagreement else []
        yield file, f"{key}.disagreement", disagreement, knowledge.disagreements, "disagreement"
    for guide, ids in knowledge.guidance.offered_with.items():
        yield "guide_offers.yml", guide, sorted(ids), answers, "answer"
    yield "home_page.yml", "frequent", knowledge.guidance.frequent, answers, "answer"
    for category in knowledge.rules.categories.values():
        named = [category.answer] if category.answer else []
        yield "categories.yml", f"categories.{category.id}.answer", named, answers, "answer"
    for name in SAID_BY_NAME:
        yield "replies.yml", name, [name], knowledge.replies, "reply"
    for reply in knowledge.replies.values():
        offers = [offer for offer in reply.offers if offer not in GUIDES]
        yield "replies.yml", f"{reply.name}.offers", offers, answers, "answer"
        named = [reply.answer] if reply.answer else []
        yield "replies.yml", f"{reply.name}.answer", named, answers, "answer"
    themes = {theme for reply in knowledge.replies.values() for theme in reply.themes}
    named = [kind.theme for kind in knowledge.out_of_scope]
    yield "words/out_of_scope.yml", "theme", named, themes, "theme with a reply of its own"
    yield from _names_of_denials(knowledge)
    yield from _names_of_rules(knowledge, documents)
    yield from _names_of_dues(knowledge, documents)


def _names_of_denials(
    knowledge: Knowledge,
) -> Iterator[tuple[str, str, Iterable[str], Collection[str], str]]:
    file, attributes = "words/denied.yml", knowledge.attributes
    for place, cues in enumerate(knowledge.cues.denied):
        key, categories = f"denied[{place}]", knowledge.rules.categories
        yield file, f"{key}.categories", cues.categories, categories, "category"
        yield file, f"{key}.values", cues.values, attributes, "attribute"
        for name, value in cues.values.items():
            yield file, f"{key}.values.{name}", [value], attributes[name].values, "value"


def _names_of_rules(
    knowledge: Knowledge, documents: Collection[str]
) -> Iterator[tuple[str, str, Iterable[str], Collection[str], str]]:
    rules, notes = knowledge.rules, knowledge.dues.notes
    for rule in (rule for step in rules.steps for rule in step.rules):
        key = f"steps.{rule.id}"
        yield "categories.yml", f"{key}.documents", _ids(rule.documents), documents, "document"
        open_price = [rule.price_open] if rule.price_open else []
        yield "categories.yml", f"{key}.price_open", open_price, notes, "note in texts/dues.yml"
    retirement = rules.retirement.documents
    yield "categories.yml", "retirement.documents", retirement, documents, "document"


def _names_of_dues(
    knowledge: Knowledge, documents: Collection[str]
) -> Iterator[tuple[str, str, Iterable[str], Collection[str], str]]:
    dues, categories = knowledge.dues, knowledge.rules.categories
    discount, services = dues.federal_discount, knowledge.attributes["federal_service"].values
    key = "federal_discount"
    yield "dues.yml", f"{key}.categories", sorted(discount.categories), categories, "category"
    yield "dues.yml", f"{key}.documents", discount.documents, documents, "document"
    named = sorted(discount.services | discount.not_mentioned)
    yield "dues.yml", f"{key}.services", named, services, "service"
    waived = sorted(dues.chapter_waiver.services)
    yield "dues.yml", "chapter_waiver.services", waived, services, "service"
    chosen = sorted(dues.chapter_choice.categories)
    yield "dues.yml", "chapter_choice.categories", chosen, categories, "category"


def _ids(ifs: tuple[If, ...]) -> list[str]:
    return [item.name for item in ifs]


def _days_of_change(knowledge: Knowledge) -> list[date]:
    """The days on which an amount starts, ends, or is not published any more."""
    lines = [*knowledge.dues.lines.values(), *knowledge.dues.chapters.values()]
    return sorted({period.since for line in lines for period in line.periods})


def _refuse_unknown_lines(knowledge: Knowledge, placed: _Placed) -> None:
    for part in amounts_of(placed.text):
        for line in part.about:
            if line not in knowledge.dues.lines:
                raise KnowledgeError(placed.file, placed.key, f"dues.yml has no line {line!r}")
    lines = {line for part in amounts_of(placed.text) for line in part.about}
    for name in placeholders(placed.text) - lines - placed.values.keys():
        _refuse_unless_known(knowledge, placed, name)


def _refuse_unless_known(knowledge: Knowledge, placed: _Placed, name: str) -> None:
    """A placeholder in a sentence that is not said yet must be known all the same."""
    try:
        knowledge.fill(f"{{{name}}}", placed.since)
    except UnknownDues:
        problem = f"nothing is known by the name {{{name}}}"
        raise KnowledgeError(placed.file, placed.key, problem) from None
    except KnowledgeError as error:
        problem = f"{{{name}}}: {error.problem}; say what holds then under `not_published`"
        raise KnowledgeError(placed.file, placed.key, problem) from None


def _refuse_unless_filled(knowledge: Knowledge, placed: _Placed, day: date) -> None:
    try:
        knowledge.fill(placed.text, day, **placed.values)
    except KnowledgeError as error:
        problem = f"{{{error.key}}}: {error.problem}; say what holds then under `not_published`"
        raise KnowledgeError(placed.file, placed.key, problem) from None


def _texts(knowledge: Knowledge) -> Iterator[_Placed]:
    """Return each text with placeholders."""
    for answer in knowledge.answers.values():
        file, key = address(answer)
        # An answer that is to come says the amounts of the day from which it holds.
        day = max(answer.reviewed, answer.first_day or answer.reviewed)
        yield _Placed(file, f"{key}.answer", answer.text, day, {})
        yield _Placed(file, f"{key}.details", answer.details, day, {})
        yield _Placed(file, f"{key}.lasting", answer.lasting, day, {})
    newest = max(answer.reviewed for answer in knowledge.answers.values())
    for file, key, text, values in _texts_of_today(knowledge):
        yield _Placed(file, key, text, newest, values)


def _texts_of_today(knowledge: Knowledge) -> Iterator[tuple[str, str, Text, dict[str, str]]]:
    for reply in knowledge.replies.values():
        own = OWN_PLACEHOLDERS.get(reply.name, {})
        yield "replies.yml", f"{reply.name}.text", reply.text, own
        for language, translation in reply.translations.items():
            yield "replies.yml", f"{reply.name}.{language}", translation, {}
    yield from _texts_of_the_guide(knowledge)
    yield from _texts_of_aspects(knowledge)
    for keyword in knowledge.keywords.entries:
        yield "keywords.yml", f"{keyword.name}.text", keyword.text, {}
    for entry in knowledge.disagreements.values():
        for text in (entry.note, entry.meanwhile, *(side.says for side in entry.sides)):
            yield "disagreements.yml", entry.id, text, {}
    for name, event in knowledge.timeline.items():
        yield "texts/timeline.yml", name, event.details, filled_by_dues(name)


def _texts_of_the_guide(knowledge: Knowledge) -> Iterator[tuple[str, str, Text, dict[str, str]]]:
    guidance = knowledge.guidance
    for name, sentence in guidance.texts.items():
        yield "texts/guide.yml", name, sentence, FILLED_BY_THE_CONVERSATION
    for name, sentence in guidance.result_texts.items():
        yield "texts/results.yml", name, sentence, filled_in_result_text(name)
    for paragraph in guidance.letter.before:
        yield "texts/letter.yml", "before", paragraph, FILLED_BY_THE_REQUEST
    for name, item in guidance.documents.items():
        yield "documents.yml", name, item.text, {}
    for category, items in guidance.checklists.items():
        for item in items:
            yield "checklists.yml", category, item.text, {}


def _texts_of_aspects(knowledge: Knowledge) -> Iterator[tuple[str, str, Text, dict[str, str]]]:
    for name, text in knowledge.aspects.texts.items():
        yield "aspects.yml", f"texts.{name}", text, filled_in_text(name)
    for aspect in knowledge.aspects.by_name.values():
        for subject, cell in aspect.cells.items():
            yield "aspects.yml", f"aspects.{aspect.name}.cells.{subject}", cell.text, OF_CATEGORY
