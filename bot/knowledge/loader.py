"""Reads all of knowledge/ once, and refuses what does not fit together, by file and key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.aspects import parse_aspects
from bot.knowledge.assumptions import parse_assumptions
from bot.knowledge.attributes import Attributes, parse_attributes
from bot.knowledge.checklists import parse_checklists, parse_documents
from bot.knowledge.contacts import parse_contacts
from bot.knowledge.cross_checks import refuse_dangling, refuse_unfillable
from bot.knowledge.cues import Cues, parse_denied, parse_people, parse_to_come
from bot.knowledge.disagreements import parse_disagreements
from bot.knowledge.dues import Dues
from bot.knowledge.dues_notes import parse_notes
from bot.knowledge.dues_parser import parse_dues
from bot.knowledge.facts import parse_facts
from bot.knowledge.faq import Grounds, Topic, by_label, in_order, parse_topic
from bot.knowledge.guide import (
    Guidance,
    parse_buttons,
    parse_guide_offers,
    parse_guide_texts,
    parse_home_page,
    parse_result_texts,
)
from bot.knowledge.keywords import parse_keywords
from bot.knowledge.knowledge import Knowledge, money
from bot.knowledge.languages import parse_languages
from bot.knowledge.letter import parse_letter
from bot.knowledge.organisations import parse_organisations
from bot.knowledge.out_of_scope import parse_out_of_scope
from bot.knowledge.refund_texts import refuse_other_last_days
from bot.knowledge.replies import parse_replies
from bot.knowledge.rules import Rules, parse_rules
from bot.knowledge.safety import parse_safety
from bot.knowledge.sources import Sources, parse_sources
from bot.knowledge.statements import parse_statements
from bot.knowledge.timeline import parse_timeline
from bot.knowledge.vocabulary import parse_vocabulary
from bot.knowledge.yaml_reader import Entry, read

__all__ = ["KNOWLEDGE", "Knowledge", "load", "money"]

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
TOPICS = "faq"
_FILES = frozenset(
    {
        *("attributes.yml", "categories.yml", "contacts.yml", "disagreements.yml", "dues.yml"),
        *("checklists.yml", "documents.yml", "guide_offers.yml", "home_page.yml"),
        *("replies.yml", "organisations.yml", "sources.yml"),
        "statements.yml",
        *("aspects.yml", "assumptions.yml", "keywords.yml", "safety.yml"),
        *("texts/buttons.yml", "texts/decisions.yml", "texts/dues.yml", "texts/guide.yml"),
        *("texts/facts.yml", "texts/letter.yml", "texts/results.yml", "texts/timeline.yml"),
        *("words/facts.yml", "words/languages.yml", "words/people.yml", "words/to_come.yml"),
        *("words/denied.yml", "words/out_of_scope.yml"),
    }
)
_OF_THE_PAGES = frozenset({"sources.yml", "statements.yml"})


@lru_cache(maxsize=2)
def load(folder: Path = KNOWLEDGE) -> Knowledge:
    """Read and check all of knowledge/, once a process. Raises KnowledgeError, which names file and key."""
    _refuse_unread_files(folder)
    knowledge = _read_all(folder)
    refuse_dangling(knowledge)
    refuse_unfillable(knowledge)
    refuse_other_last_days(_texts(folder), knowledge.dues.retirement_refund)
    return knowledge


def _read_all(folder: Path) -> Knowledge:
    sources = parse_sources(read(folder, "sources.yml"))
    attributes = parse_attributes(read(folder, "attributes.yml"))
    dues = _dues(folder, sources, attributes)
    statements = parse_statements(read(folder, "statements.yml"), sources)
    topics = _topics(folder, Grounds(sources, statements, attributes))
    rules = _rules(folder, sources, attributes, dues)
    answers = {answer.id: answer for topic in topics for answer in topic.answers}
    replies = parse_replies(read(folder, "replies.yml"))
    return Knowledge(
        sources=sources,
        statements=statements,
        contacts=parse_contacts(read(folder, "contacts.yml")),
        disagreements=parse_disagreements(read(folder, "disagreements.yml"), sources),
        dues=dues,
        topics=topics,
        answers=answers,
        answers_by_label=by_label(topics),
        replies=replies,
        attributes=attributes,
        rules=rules,
        vocabulary=parse_vocabulary(read(folder, "words/facts.yml")),
        organisations=parse_organisations(read(folder, "organisations.yml")),
        aspects=parse_aspects(read(folder, "aspects.yml"), sources, rules.categories, answers),
        cues=Cues(
            parse_people(read(folder, "words/people.yml")),
            parse_to_come(read(folder, "words/to_come.yml")),
            parse_denied(read(folder, "words/denied.yml")),
        ),
        safety=parse_safety(read(folder, "safety.yml"), replies),
        keywords=parse_keywords(read(folder, "keywords.yml"), answers, replies),
        languages=parse_languages(read(folder, "words/languages.yml")),
        out_of_scope=parse_out_of_scope(read(folder, "words/out_of_scope.yml")),
        assumptions=parse_assumptions(read(folder, "assumptions.yml"), attributes),
        facts=parse_facts(read(folder, "texts/facts.yml"), attributes),
        guidance=_guidance(folder, sources, attributes, rules),
        timeline=parse_timeline(read(folder, "texts/timeline.yml"), sources),
    )


def _rules(folder: Path, sources: Sources, attributes: Attributes, dues: Dues) -> Rules:
    texts = read(folder, "texts/decisions.yml")
    return parse_rules(read(folder, "categories.yml"), texts, attributes, sources, dues.lines)


def _dues(folder: Path, sources: Sources, attributes: Attributes) -> Dues:
    gaps = [id_ for id_, _ in read(folder, "categories.yml")["gaps"].items()]
    notes = parse_notes(read(folder, "texts/dues.yml"), attributes, gaps)
    return parse_dues(read(folder, "dues.yml"), notes, sources, attributes)


def _guidance(folder: Path, sources: Sources, attributes: Attributes, rules: Rules) -> Guidance:
    return Guidance(
        texts=parse_guide_texts(read(folder, "texts/guide.yml")),
        result_texts=parse_result_texts(read(folder, "texts/results.yml")),
        buttons=parse_buttons(read(folder, "texts/buttons.yml")),
        documents=parse_documents(read(folder, "documents.yml"), sources, attributes),
        checklists=parse_checklists(
            read(folder, "checklists.yml"), sources, attributes, rules.categories
        ),
        offered_with=parse_guide_offers(read(folder, "guide_offers.yml")),
        frequent=parse_home_page(read(folder, "home_page.yml")),
        letter=parse_letter(read(folder, "texts/letter.yml"), attributes),
    )


def _topics(folder: Path, grounds: Grounds) -> tuple[Topic, ...]:
    return in_order(
        parse_topic(path.stem, read(folder, f"{TOPICS}/{path.name}"), grounds)
        for path in (folder / TOPICS).glob("*.yml")
    )


def _texts(folder: Path) -> Iterator[Entry]:
    """Return every file but those of what the pages say."""
    topics = (f"{TOPICS}/{path.name}" for path in (folder / TOPICS).glob("*.yml"))
    return (read(folder, name) for name in sorted({*_FILES, *topics} - _OF_THE_PAGES))


def _refuse_unread_files(folder: Path) -> None:
    """A file that nothing reads is a change that nobody sees."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_topic = path.parent == folder / TOPICS and path.suffix == ".yml"
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not (name in _FILES or is_topic or is_hidden):
            raise KnowledgeError(
                name,
                "",
                f"nothing reads this file; read are {', '.join(sorted(_FILES))}, faq/*.yml",
            )
