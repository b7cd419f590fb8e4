"""Builds the messages of the chat API from what we know.

A message is a dict as in the published contract. Its choices carry a `payload`, a command to the
dialogue; the gateway swaps it for an opaque token before anybody outside sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.knowledge.faq import FAMILY, Answer
from bot.knowledge.guide import GUIDES
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import IN_SHORT, OVER, PERHAPS, SUMMED_UP, TO_COME, Kind
from bot.knowledge.sources import Citation
from bot.knowledge.texts import Text
from bot.messages.blocks import Block, is_heading, note, published_blocks, to_text
from bot.messages.buttons import Buttons, Choice, faq_choice
from bot.messages.fact_words import long_day
from bot.messages.passages import SENTENCE_END, fitting

# Ids of the topic whose questions are not the membership department's.
_CAREERS = "career/"
# An answer of fewer is repeated whole.
_WORDS_TO_REPEAT = 90
# What the pages leave open is left to a person.
_SAYS_NOTHING = re.compile(r"\b(?:do|does) not (?:say|state|name)\b|\bsays? nothing\b")

Message = dict[str, Any]

OTHER_LANGUAGE = "other_language"
# What is said in place of figures whose review is due.
REVIEW_DUE = "review_due"
# Kinds of knowledge/safety.yml.
PRIVATE = "private_data"
MEDICAL = "medical"
BEREAVEMENT = "bereavement"


def _first_sentence(text: str) -> str:
    return SENTENCE_END.split(text.strip(), maxsplit=1)[0].split("\n")[0]


def _sources_of(earlier: Message) -> dict[str, Any]:
    """Return what an answer says of where it stands, for one that is said of it again."""
    return {key: earlier[key] for key in ("answer", "covers") if key in earlier}


def message(kind: Kind, blocks: Sequence[Block], **more: Any) -> Message:
    """Put a message together; keys that do not apply are left out."""
    return {
        "kind": kind.value,
        "text": to_text(blocks),
        "blocks": list(blocks),
        **{key: value for key, value in more.items() if value},
    }


class Messages:
    """The messages of one day: amounts are those in force on `today`."""

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        self._knowledge = knowledge
        self._today = today
        self._buttons = Buttons(knowledge.guidance.buttons)
        self._of_theme = {
            theme: reply.name for reply in knowledge.replies.values() for theme in reply.themes
        }

    def published(self, id_: str) -> Answer:
        """Return what is published under an id. Raises KeyError for an id that is not published."""
        return self._knowledge.answers[id_]

    def answer(self, id_: str, *, with_related: bool = True) -> Message:
        """Return the published answer. Raises KeyError for an id that is not published."""
        entry = self._knowledge.answers[id_]
        if not entry.holds(self._today):
            return self._on_another_day(entry)
        blocks = self._blocks(entry)
        about = self.about(entry.id)
        if about["disagreement"]:
            blocks.append(note(about["disagreement"]["note"]))
        return message(
            Kind.ANSWER,
            blocks,
            answer=about,
            choices=self._further(entry) if with_related else [],
        )

    def _on_another_day(self, answer: Answer) -> Message:
        """Say from when on an answer holds, or until when it did, and whom to ask meanwhile."""
        is_to_come = answer.is_to_come(self._today)
        day = answer.first_day if is_to_come else answer.last_day
        reply = self._knowledge.replies[TO_COME if is_to_come else OVER]
        blocks = published_blocks(self._fill(reply.text, day=long_day(day) if day else ""))
        offers = [self._offer(name) for name in reply.offers]
        return message(reply.kind, blocks, answer=self.about(answer.id), choices=offers)

    def holding(self, ids: Iterable[str]) -> list[str]:
        """Return those of some answers that hold today."""
        return [id_ for id_ in ids if self._knowledge.answers[id_].holds(self._today)]

    def _blocks(self, answer: Answer) -> list[Block]:
        """Return what an answer says today: once its review is due, only what lasts, and that it is due."""
        if not answer.is_due(self._today):
            text, details = self._fill(answer.text), self._fill(answer.details)
            return published_blocks(text) + published_blocks(details)
        due = self._fill(self._knowledge.replies[REVIEW_DUE].text)
        return [*published_blocks(self._fill(answer.lasting)), note(due)]

    def respond(
        self, label: str, *, also: Sequence[str] = (), offers: Sequence[str] = (), text: str = ""
    ) -> list[Message]:
        """Return what is said to a message that was understood as `label`.

        `also` are labels of further answers, `offers` those to ask back about; `text` is looked at
        only for the language that it is in.
        """
        intent, _, key = label.partition("/")
        if offers:
            return [self.did_you_mean([self._id(offer) for offer in offers])]
        if intent == FAMILY:
            return [self.answer(self._id(name)) for name in [label, *also]]
        if intent == "smalltalk":
            return [self.reply(key)]
        if intent != "out_of_scope":
            return [self.reply(intent)]
        name = self._of_theme.get(key, intent)
        foreign = self._knowledge.languages.of(text, fewest=1 if name == OTHER_LANGUAGE else 2)
        return [self.reply(OTHER_LANGUAGE if foreign else name, foreign)]

    def reply(self, name: str, language: str | None = None, **values: str) -> Message:
        """Return a fixed reply; in another language the English text follows. `values` fill its text."""
        entry = self._knowledge.replies[name]
        blocks = published_blocks(self._fill(entry.text, **values))
        if language and language in entry.translations:
            translated = self._fill(entry.translations[language])
            blocks = [*published_blocks(translated), *blocks]
        offers = [self._offer(name) for name in entry.offers]
        about = self.about(entry.answer) if entry.answer else None
        return message(entry.kind, blocks, answer=about, choices=offers)

    def did_you_mean(self, ids: Sequence[str]) -> Message:
        """Offer the candidates as questions, and a way out."""
        ids = self.holding(ids) or ids
        choices = [faq_choice(self._knowledge.answers[id_]) for id_ in ids]
        of_careers = all(id_.startswith(_CAREERS) for id_ in ids)
        entry = self._knowledge.replies["did_you_mean_of_careers" if of_careers else "did_you_mean"]
        return message(
            entry.kind,
            published_blocks(self._fill(entry.text)),
            choices=[*choices, self._buttons.none_of_these()],
        )

    def perhaps(self, ids: Sequence[str]) -> Message:
        """Offer the candidates, and say what the likeliest says first, for whoever means that one."""
        ids = self.holding(ids) or ids
        likeliest = self._knowledge.answers[ids[0]]
        text = self._knowledge.replies[PERHAPS].text
        lead = _first_sentence(self.answer(likeliest.id)["text"])
        offered = self.did_you_mean(ids)
        blocks = published_blocks(self._fill(text, question=likeliest.question, lead=lead))
        return message(
            Kind(offered["kind"]), [*blocks, *offered["blocks"]], choices=offered["choices"]
        )

    def choices(self, text: Text, offers: Sequence[str], reply: str | None = None) -> Message:
        """Offer questions and guides under a sentence of their own, with a fixed reply before it."""
        before = self.reply(reply)["blocks"] if reply else []
        sentence = f"{text}:" if str(text)[-1].isalnum() else text
        return message(
            Kind.CHOICES,
            [*before, *published_blocks(self._fill(sentence))],
            choices=[*(self._offer(name) for name in offers), self._buttons.none_of_these()],
        )

    def again(self, earlier: Message) -> Message:
        """Say that something was said just now, with what else is known, and offer another way on."""
        is_answer = earlier["kind"] == Kind.ANSWER.value
        entry = self._knowledge.replies["again" if is_answer else "again_not_understood"]
        blocks = published_blocks(self._fill(entry.text))
        more = _sources_of(earlier)
        kind = Kind.ANSWER if is_answer else Kind(earlier["kind"])
        choices = [self._offer(name) for name in entry.offers]
        lines = published_blocks(self._rest_of(earlier)) if is_answer else []
        return message(kind, [*blocks, *lines], choices=choices, **more)

    def with_nothing_else(self, earlier: Message) -> Message:
        """Give an answer once more, to another question about it, and say that it is all there is.

        Of a long one, that is what it says first.
        """
        entry = self._knowledge.replies["part_of_it"]
        more = _sources_of(earlier)
        earlier_blocks = earlier["blocks"]
        if len(earlier["text"].split()) > _WORDS_TO_REPEAT:
            earlier_blocks = earlier_blocks[: 2 if is_heading(earlier_blocks[0]) else 1]
        blocks = [*earlier_blocks, *published_blocks(self._fill(entry.text))]
        choices = [self._offer(name) for name in entry.offers]
        return message(Kind.ANSWER, blocks, choices=choices, **more)

    def in_short(self, earlier: Message) -> Message | None:
        """Say the first of what was said just now, and how to get on where that is not clear either."""
        return self._with_lead(IN_SHORT, earlier)

    def summed_up(self, earlier: Message) -> Message | None:
        """Say the first of what was said just now to who draws a conclusion from it."""
        return self._with_lead(SUMMED_UP, earlier)

    def _with_lead(self, name: str, earlier: Message) -> Message | None:
        lines = (block for block in earlier["blocks"] if block["type"] == "p")
        lead = next((block for block in lines if not is_heading(block)), None)
        if lead is None:
            return None
        entry = self._knowledge.replies[name]
        blocks = published_blocks(self._fill(entry.text, lead=_first_sentence(to_text([lead]))))
        more = _sources_of(earlier)
        choices = [*earlier.get("choices", []), *(self._offer(name) for name in entry.offers)]
        return message(Kind.ANSWER, blocks, choices=choices, **more)

    def passage(self, earlier: Message, question: str) -> Message | None:
        """Return what of an answer that was given just now answers a second question about it."""
        blocks = fitting(question, earlier["blocks"]) if "answer" in earlier else []
        if not blocks:
            return None
        more = _sources_of(earlier)
        if _SAYS_NOTHING.search(to_text(blocks)):
            blocks += published_blocks(self._fill(self._knowledge.replies["part_of_it"].text))
        return message(Kind.ANSWER, blocks, choices=earlier.get("choices", []), **more)

    def _rest_of(self, earlier: Message) -> str:
        """Return the details of a published answer; what was worked out is all there is."""
        entry = self._knowledge.answers[earlier["answer"]["id"]] if "answer" in earlier else None
        is_said = entry and entry.holds(self._today) and not entry.is_due(self._today)
        is_whole = entry and entry.details and is_said
        if entry and is_whole and earlier["text"].startswith(self._fill(entry.text)[:40]):
            return self._fill(entry.details)
        return str(earlier["text"]).replace("\n", " ")

    def is_private(self, text: str) -> bool:
        """Tell whether a text shares a patient's data, a password or a document: nothing of it is stored."""
        rule = self._knowledge.safety.rule_for(text)
        return rule is not None and rule.kind == PRIVATE

    def is_foreign(self, text: str) -> bool:
        """Tell whether a text is in another language, as far as a few small words tell."""
        return self._knowledge.languages.of(text) is not None

    def source(self, cited: Citation) -> dict[str, str]:
        """Return a source as it is published: `cited_as` is what stands after its title."""
        source = self._knowledge.sources[cited.page]
        published = {
            "page": source.id,
            "title": source.title,
            "heading": cited.heading,
            "url": source.url,
            "publisher": source.publisher,
            "page_date": source.page_date,
            "read_on": source.read_on.isoformat(),
            "cited_as": source.cited_as(cited.heading),
        }
        return {key: value for key, value in published.items() if value or key == "heading"}

    def _offer(self, name: str) -> Choice:
        if name in GUIDES:
            return self._buttons.guide(name)
        return faq_choice(self._knowledge.answers[name])

    def _further(self, answer: Answer) -> list[Choice]:
        """Related questions, and the guide that works it out for the very person."""
        guides = [
            self._buttons.guide(guide)
            for guide, ids in self._knowledge.guidance.offered_with.items()
            if answer.id in ids
        ]
        related = self.holding(answer.related)
        return [*(faq_choice(self._knowledge.answers[id_]) for id_ in related), *guides]

    def about(self, id_: str) -> dict[str, Any]:
        """Return what stands beside an answer: its sources, its day, and where the pages disagree."""
        answer = self._knowledge.answers[id_]
        until = {"valid_until": answer.valid_until.isoformat()} if answer.valid_until else {}
        return {
            "id": answer.id,
            "question": answer.question,
            "reviewed": answer.reviewed.isoformat(),
            **until,
            "sources": [self.source(cited) for cited in answer.sources],
            "disagreement": self._disagreement(answer),
        }

    def _disagreement(self, answer: Answer) -> dict[str, Any] | None:
        if answer.disagreement is None:
            return None
        entry = self._knowledge.disagreements[answer.disagreement]
        return {
            "id": entry.id,
            "note": self._fill(entry.note),
            "sides": [
                {**self.source(side.cites), "says": self._fill(side.says)} for side in entry.sides
            ],
        }

    def _id(self, label: str) -> str:
        return self._knowledge.answers_by_label[label].id

    def _fill(self, text: Text, **values: str) -> str:
        return self._knowledge.fill(text, self._today, **values)
