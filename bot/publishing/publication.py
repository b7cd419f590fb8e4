"""The way of a publication: written and checked in a copy, learned, compared with what is live, made live.

Until `go_live` nothing of the tree changes: whoever is answered is answered by what is live.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import ChangeRefused
from bot.nlu import model_file
from bot.nlu.phrases.held_out import held_out_questions
from bot.publishing import staging
from bot.publishing.changes import ChangeSet
from bot.publishing.comparison import Comparison, Judged, compare, refusals
from bot.publishing.write_changes import write_changes

CHECKING, TRAINING, COMPARING = "checking", "training", "comparing"
_MOST_LINES = 20
# A text that was taught, with the label that it was taught for.
Taught = tuple[str, str]


@dataclass(frozen=True)
class Candidate:
    """What may go live: `base` is the content that it was made from, `absolute` and `weighed` speak against it."""

    base: str
    content: str
    model: str
    files: tuple[str, ...]
    difference: str
    comparison: Comparison
    absolute: tuple[str, ...]
    weighed: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "by_answer": self.comparison.by_answer}


def prepare(
    root: Path,
    folder: Path,
    live_model: Path,
    changes: ChangeSet,
    taught: Sequence[Taught],
    margin: float,
    report: Callable[[str, Mapping[str, Any]], None],
) -> Candidate:
    """Make and measure what would go live, in `folder`; `report` is told each step, and what is known by then.

    `taught` are the texts that must be answered as taught. Raises ChangeRefused, KnowledgeError.
    """
    copy, log = folder / "tree", folder / "log.txt"
    base = staging.content_version(root)
    staging.make_copy(root, copy)
    write_changes(changes, copy)
    # What changes is to be read while it is learned, and where the check refuses it.
    files, difference = staging.changed_files(root, copy), staging.difference(root, copy)
    report(CHECKING, {"files": files, "difference": difference})
    _run(copy, ["check"], log)
    report(TRAINING, {})
    model = model_file.current(copy, copy / "models")
    if model.name == live_model.name and live_model.is_file():
        # Only texts of answers changed, which nothing learns from.
        model.symlink_to(live_model.resolve())
    _run(copy, ["train"], log)
    report(COMPARING, {})
    comparison, refused = _measure(root, live_model, folder, model, taught)
    absolute, weighed = refusals(comparison, margin, refused)
    return Candidate(
        base,
        staging.content_version(copy),
        model.name,
        tuple(files),
        difference,
        comparison,
        tuple(absolute),
        tuple(weighed),
    )


def _measure(
    root: Path, live_model: Path, folder: Path, model: Path, taught: Sequence[Taught]
) -> tuple[Comparison, dict[str, str]]:
    """Ask the same questions of what is live and of the candidate; return also what it refuses of the taught."""
    copy, log = folder / "tree", folder / "log.txt"
    questions = _write_rows(folder / "questions.jsonl", _questions(copy))
    rows = [{"text": text, "label": label} for text, label in taught]
    texts = _write_rows(folder / "taught.jsonl", rows)
    after = _judge(copy, model, questions, texts, log)
    before = _judge(root, live_model, questions, texts, log)
    return compare(_judged(before), _judged(after)), after["refused"]


def go_live(root: Path, releases: Path, folder: Path, base: str, content: str | None) -> None:
    """Bring what was prepared into the tree; what is live now is kept to go back to.

    The model comes first: from the moment at which the phrases are new, its name is looked for.
    Raises ChangeRefused where the tree is not what the candidate was made from, or in its folder lies another one.
    """
    copy = folder / "tree"
    if staging.content_version(root) != base:
        raise ChangeRefused(["the files were changed meanwhile: prepare the publication again"])
    if not copy.is_dir() or staging.content_version(copy) != content:
        raise ChangeRefused(["what was prepared is no longer there: prepare it again"])
    keep(root, releases)
    for model in (copy / "models").glob("assistant-*.tar.gz"):
        _copy_whole(model, root / "models" / model.name)
    staging.install(copy, root, staging.changed_files(root, copy))
    keep(root, releases)
    shutil.rmtree(folder)


def roll_back(root: Path, releases: Path, content: str) -> list[str]:
    """Bring a kept content back into the tree; return the files that change. Raises ChangeRefused."""
    source = releases / content
    if not source.is_dir():
        raise ChangeRefused([f"the content {content} is no longer kept"])
    model = root / "models" / json.loads((source / "release.json").read_text("utf-8"))["model"]
    if not model.is_file():
        raise ChangeRefused([f"its model {model.name} is no longer kept"])
    keep(root, releases)
    os.utime(model)
    files = staging.changed_files(root, source)
    staging.install(source, root, files)
    return files


def keep(root: Path, releases: Path) -> Path:
    """Keep a copy of the content as it is, with the name of its model; return its folder."""
    target = releases / staging.content_version(root)
    if not target.is_dir():
        unfinished = releases / f".{target.name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        for name, path in staging.content_files(root).items():
            (unfinished / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, unfinished / name)
        model = model_file.current(root, root / "models").name
        (unfinished / "release.json").write_text(json.dumps({"model": model}), encoding="utf-8")
        unfinished.rename(target)
    os.utime(target)
    return target


def _run(copy: Path, arguments: Sequence[str], log: Path) -> str:
    status, output = staging.run(copy, arguments, log)
    if status:
        lines = [*output.splitlines(), *_last_lines(log)] if arguments != ["check"] else None
        raise ChangeRefused((lines or output.splitlines())[:_MOST_LINES] or ["it was stopped"])
    return output


def _last_lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines()[-_MOST_LINES:] if log.is_file() else []


def _judge(tree: Path, model: Path, questions: Path, texts: Path, log: Path) -> dict[str, Any]:
    arguments = [
        *("publish", "judge", str(questions), "--taught", str(texts)),
        *("--model", str(model)),
    ]
    result: dict[str, Any] = json.loads(_run(tree, arguments, log).splitlines()[-1])
    return result


def _judged(result: Mapping[str, Any]) -> list[Judged]:
    return [Judged(*row) for row in result["questions"]]


def _questions(root: Path) -> list[Mapping[str, Any]]:
    return [row for _, _, row in held_out_questions(root)]


def _write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _copy_whole(source: Path, target: Path) -> None:
    """Copy under another name first: who looks for the model finds all of it or nothing."""
    if not target.is_file():
        unfinished = target.with_name(f"unfinished-{target.name}")
        shutil.copyfile(source, unfinished)
        unfinished.replace(target)
    os.utime(target)
