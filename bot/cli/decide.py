"""`assistant decide`: a membership category without a conversation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings
from bot.cli.attributes import values_of
from bot.cli.text_file import text_of
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import check, day_of
from bot.errors import ProfileError, SetUpError
from bot.knowledge.loader import Knowledge, load
from bot.messages.decision_parts import plain_reason

_WRONG = 2


def decide(
    *,
    profile: Annotated[str, typer.Option(help="The profile as JSON.")] = "",
    batch: Annotated[
        Path | None, typer.Option(help='JSON lines: {"id", "profile", "as_of"}.')
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="YYYY-MM-DD; today unless given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the decision as JSON.")] = False,
) -> None:
    """Decide one profile, or each line of a file."""
    if profile and batch:
        raise SetUpError("--profile and --batch do not go together: one of them is needed")
    if not (profile or batch):
        raise SetUpError(
            "--profile or --batch is needed; `assistant attributes` lists what a profile may say"
        )
    knowledge = load()
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    today = day_of("as_of", as_of) if as_of else settings.read().day()
    if batch:
        _decide_all(batch, eligibility, knowledge, today)
        return
    decision = eligibility.decide(check(_object(profile), knowledge.attributes), today)
    if as_json:
        print(json.dumps(decision.as_dict(knowledge.rules.gaps), ensure_ascii=False, indent=2))
    else:
        print(in_words(decision, knowledge))


def in_words(decision: Decision, knowledge: Knowledge) -> str:
    """Return a decision as a person would read it."""
    category = knowledge.rules.categories.get(decision.category)
    if decision.status is Status.NEED_MORE:
        return "\n".join(_missing(decision, knowledge))
    lines = [category.title if category else "No category: please ask the membership department."]
    lines += [
        f"Because: {plain_reason(reason)} "
        f"({knowledge.sources[reason.cites.page].title}, “{reason.cites.heading}”)"
        for reason in decision.because
    ]
    if decision.provided:
        lines.append(f"Provided that {'; '.join(decision.provided)}.")
    amount = decision.dues.amount
    lines.append(
        f"Dues: {'not published' if amount is None else f'${amount}'}. {decision.dues.note}"
    )
    titles = [knowledge.rules.categories[name].title for name in decision.alternatives]
    if titles:
        lines.append(f"Also possible: {', '.join(titles)}.")
    lines += [f"Staff must confirm: {knowledge.rules.gaps[id_]} [{id_}]" for id_ in decision.staff]
    if decision.documents:
        lines.append(f"To have at hand: {', '.join(decision.documents)}.")
    if decision.refund:
        lines.append(f"Refund of dues already paid: {decision.refund.replace('_', ' ')}.")
    return "\n".join(lines)


def _missing(decision: Decision, knowledge: Knowledge) -> Iterator[str]:
    """Yield what must be known first: each attribute with its question and values."""
    yield "Not decided yet. Add to the profile:"
    for name in decision.missing:
        attribute = knowledge.attributes[name]
        yield f"  {name}: {attribute.question}"
        yield f"    {values_of(attribute)}"


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise SetUpError(
            '--profile is no JSON object; one as in \'{"profession": "physician"}\' is needed'
        )
    return value


def _decide_all(batch: Path, eligibility: Eligibility, knowledge: Knowledge, today: date) -> None:
    """Print a line a line; one that cannot be decided gets its error, and the exit status tells."""
    failed = False
    for number, line in enumerate(text_of(batch).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            on = day_of("as_of", row["as_of"]) if row.get("as_of") else today
            decision = eligibility.decide(check(row["profile"], knowledge.attributes), on)
            result = {"id": row.get("id"), **decision.as_dict(knowledge.rules.gaps)}
        except ProfileError as error:
            failed = True
            result = {"id": row.get("id"), "error": str(error), "attribute": error.attribute}
            print(f"assistant: line {number}: {error}", file=sys.stderr)
        except (ValueError, KeyError, TypeError, AttributeError):
            failed = True
            sentence = f'line {number}: {{"id": …, "profile": {{…}}, "as_of": …}} is needed'
            result = {"id": None, "error": sentence}
            print(f"assistant: {sentence}", file=sys.stderr)
        print(json.dumps(result, ensure_ascii=False))
    if failed:
        raise typer.Exit(_WRONG)
