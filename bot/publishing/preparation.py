"""A publication from its beginning until it is ready: prepared in a process of its own, beside those that answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection, Engine

from bot.errors import AssistantError, ChangeRefused
from bot.knowledge.faq import label_of
from bot.nlu import model_file
from bot.publishing import publication
from bot.publishing.process import is_running
from bot.publishing.publication import Taught
from bot.publishing.publication_paths import Places
from bot.publishing.waiting_changes import Waiting, load_waiting
from bot.records.publishing import releases
from bot.records.publishing.releases import PUBLISH, Release, State


class Preparation:
    """`margin` is the share of held-out questions that may get worse, 0 to 1.

    `pinned` is the model that a setting names: while one is named, no other can go live.
    """

    def __init__(
        self,
        engine: Engine,
        places: Places,
        margin: float,
        now: Callable[[], datetime],
        pinned: str = "",
    ) -> None:
        self._pinned = pinned
        self._engine = engine
        self._places = places
        self._margin = margin
        self._now = now

    def begin(self, by: str, why: str) -> int:
        """Note a publication of all that waits; return its number. Raises ChangeRefused.

        One at a time: two trainings at once would take the visitors' processor.
        """
        if self._pinned:
            raise ChangeRefused([f"ASSISTANT_MODEL names {self._pinned}: unset it to publish"])
        with self._engine.begin() as connection:
            if any(self._check_alive(connection, last) for last in releases.latest(connection)):
                raise ChangeRefused(["another publication is being prepared"])
            waiting = load_waiting(connection)
            if not waiting:
                raise ChangeRefused(["nothing waits for publication"])
            return releases.begin(
                connection,
                kind=PUBLISH,
                state=State.CHECKING.value,
                why=why,
                by=by,
                at=self._now(),
                changes=waiting.ids,
            )

    def start(self, number: int) -> None:
        """Prepare it in a process of its own, which outlives this one."""
        log = self._places.folder(number) / "log.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as output:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, no outside input
                [sys.executable, "-m", "bot.cli", "publish", "run", str(number)],
                cwd=self._places.root,
                env={**os.environ, "PYTHONPATH": str(self._places.root)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        with self._engine.begin() as connection:
            releases.update(connection, number, pid=process.pid)

    def prepare(self, number: int) -> None:
        """Do the work of `start`; whatever comes out is noted."""
        self._places.drop_folders(but=number)
        try:
            candidate = self._candidate(number)
        except ChangeRefused as error:
            self._finish(number, State.REFUSED, {"problems": list(error.problems)})
        except AssistantError as error:
            self._finish(number, State.REFUSED, {"problems": [str(error)]})
        except BaseException as error:
            self._finish(number, State.FAILED, {"problems": [f"{type(error).__name__}: {error}"]})
            raise
        else:
            state = State.REFUSED if candidate.absolute else State.READY
            problems = [*candidate.absolute]
            self._finish(
                number,
                state,
                {**candidate.as_json(), "problems": problems},
                content=candidate.content,
                model=candidate.model,
            )

    def latest(self) -> list[Release]:
        """Return the last publications; one whose process has died is noted as stopped."""
        with self._engine.begin() as connection:
            for release in releases.latest(connection):
                self._check_alive(connection, release)
            return releases.latest(connection)

    def find(self, number: int) -> Release | None:
        return next((release for release in self.latest() if release.number == number), None)

    def _candidate(self, number: int) -> publication.Candidate:
        with self._engine.connect() as connection:
            release = releases.require(connection, number)
            waiting = load_waiting(connection).only(release.changes)
        root = self._places.root
        return publication.prepare(
            root,
            self._places.folder(number),
            model_file.current(root, root / "models"),
            waiting.changes(),
            _taught(waiting),
            self._margin,
            lambda step, result: self._report(number, step, result),
        )

    def _report(self, number: int, step: str, result: Mapping[str, Any]) -> None:
        with self._engine.begin() as connection:
            releases.update(connection, number, state=step, pid=os.getpid())
            releases.add_to_result(connection, number, result)

    def _finish(self, number: int, state: State, result: dict[str, Any], **values: Any) -> None:
        with self._engine.begin() as connection:
            releases.update(
                connection,
                number,
                state=state.value,
                finished_at=self._now(),
                pid=None,
                **values,
            )
            releases.add_to_result(connection, number, result)

    def _check_alive(self, connection: Connection, release: Release) -> bool:
        """Tell whether it is being prepared; note it as stopped if its process is gone."""
        if not release.is_unfinished:
            return False
        if release.pid is None or is_running(release.pid):
            return True
        releases.update(
            connection, release.number, state=State.STOPPED.value, finished_at=self._now()
        )
        return False


def _taught(waiting: Waiting) -> list[Taught]:
    """Return what must be answered as taught: accepted phrases, and questions that are new."""
    questions = [
        (str(draft.fields["question"]), label_of(draft.answer_id))
        for draft in waiting.drafts
        if draft.fields.get("question")
    ]
    return [*((phrase.text, phrase.label) for phrase in waiting.phrases), *questions]
