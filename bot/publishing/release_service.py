"""Publications as staff see them: begun, prepared beside the running assistant, made live, taken back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

from bot.errors import AssistantError, ChangeRefused
from bot.knowledge.faq import label_of
from bot.nlu import model_file
from bot.publishing import git_commit, publication, staging
from bot.publishing.kept_models import drop_older, in_use
from bot.publishing.live_file import WANTED, read_json, write_json
from bot.publishing.publication import Taught
from bot.publishing.waiting import Waiting, load_waiting
from bot.records.publishing import drafts, releases
from bot.records.publishing.releases import PUBLISH, ROLLBACK, Release, State
from bot.records.review import clusters, phrases

_KEPT = 8


@dataclass(frozen=True)
class Places:
    """`root` is the tree; `var` is where what comes into being at run time lies.

    `live` is the file in which a supervisor says what its processes run; None where none supervises.
    """

    root: Path
    var: Path
    live: Path | None = None

    @property
    def releases(self) -> Path:
        return self.var / "releases"

    def folder(self, number: int) -> Path:
        return self.var / "publish" / str(number)


class ReleaseService:
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
            if any(self._check_alive(connection, one) for one in releases.latest(connection)):
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

    def go_live(self, number: int, by: str, why: str, *, may_override: bool) -> str:
        """Make a prepared publication live; return what went wrong with git, empty if nothing.

        What weighs against it only an administrator may set aside, with a reason. Raises ChangeRefused.
        """
        release = self._require(number)
        if release.state is not State.READY:
            raise ChangeRefused(["this publication is not ready to go live"])
        if release.result["weighed"] and not (may_override and why):
            raise ChangeRefused(release.result["weighed"])
        with self._engine.begin() as connection:
            waiting = load_waiting(connection).only(release.changes)
            if waiting.ids != release.changes:
                releases.update(connection, number, state=State.OUTDATED.value)
        if waiting.ids != release.changes:
            raise ChangeRefused(["something was changed or taken back since: prepare it again"])
        publication.go_live(
            self._places.root,
            self._places.releases,
            self._places.folder(number),
            release.result["base"],
        )
        with self._engine.begin() as connection:
            self._mark_published(connection, waiting, number)
            releases.update(
                connection,
                number,
                state=State.LIVE.value,
                live_by=by,
                live_at=self._now(),
                why=why or release.why,
            )
        self._announce(number, release.content, release.model)
        return self._commit(release.result["files"], _subject(waiting, number), by)

    def roll_back(self, content: str, by: str, why: str) -> int:
        """Make a kept content live again; return the number of this publication. Raises ChangeRefused."""
        files = publication.roll_back(self._places.root, self._places.releases, content)
        model = model_file.current(self._places.root, self._places.root / "models").name
        now = self._now()
        with self._engine.begin() as connection:
            self._let_wait_again(connection, content)
            number = releases.begin(
                connection,
                kind=ROLLBACK,
                state=State.LIVE.value,
                why=why,
                by=by,
                at=now,
                finished_at=now,
                live_by=by,
                live_at=now,
                content=content,
                model=model,
                result={"files": files},
                groups_closed=0,
            )
        self._announce(number, content, model)
        self._commit(files, f"Roll back to the content {content}", by)
        return number

    def _let_wait_again(self, connection: Connection, content: str) -> None:
        """What is undone waits for the next publication, and what comes back waits no longer."""
        for release in releases.undone_by(connection, content):
            drafts.reopen(connection, release.number)
            phrases.mark_exported(connection, release.changes["phrases"], None)
            clusters.reopen_settled_by(connection, clusters.settled_by_publication(release.number))
        if made := releases.published_as(connection, content):
            waiting = load_waiting(connection).only(made.changes)
            self._mark_published(connection, waiting, made.number)

    def latest(self) -> list[Release]:
        """Return the last publications; one whose process has died is noted as stopped."""
        with self._engine.begin() as connection:
            for release in releases.latest(connection):
                self._check_alive(connection, release)
            return releases.latest(connection)

    def find(self, number: int) -> Release | None:
        return next((release for release in self.latest() if release.number == number), None)

    def kept(self) -> list[str]:
        """Return the contents to which one can go back, newest first, without the one that is live."""
        live = staging.content_version(self._places.root)
        names = []
        for folder in sorted(self._places.releases.glob("[0-9a-f]*"), key=_age):
            model = json.loads((folder / "release.json").read_text("utf-8"))["model"]
            if folder.name != live and (self._places.root / "models" / model).is_file():
                names.append(folder.name)
        return names[:_KEPT]

    def switched(self) -> dict[str, Any]:
        """Return what the processes run, as the supervisor wrote it; empty where none supervises."""
        return read_json(self._places.live) if self._places.live else {}

    def version(self) -> str:
        """Return what stands in the tree, in a line for people."""
        with self._engine.connect() as connection:
            last = releases.last_live(connection)
        content = staging.content_version(self._places.root)
        model = model_file.current(self._places.root, self._places.root / "models").name
        since = f"Publication {last.number}, " if last and last.content == content else ""
        name = model.removeprefix("assistant-").removesuffix(".tar.gz")
        text = f"{since}content {content}, model {name}"
        return text[0].upper() + text[1:]

    def _candidate(self, number: int) -> publication.Candidate:
        release = self._require(number)
        with self._engine.connect() as connection:
            waiting = load_waiting(connection).only(release.changes)
        root = self._places.root
        return publication.prepare(
            root,
            self._places.folder(number),
            model_file.current(root, root / "models"),
            waiting.changes(),
            _taught(waiting),
            self._margin,
            lambda step: self._report(number, step),
        )

    def _report(self, number: int, step: str) -> None:
        with self._engine.begin() as connection:
            releases.update(connection, number, state=step, pid=os.getpid())

    def _finish(self, number: int, state: State, result: dict[str, Any], **values: Any) -> None:
        with self._engine.begin() as connection:
            releases.update(
                connection,
                number,
                state=state.value,
                result=result,
                finished_at=self._now(),
                pid=None,
                **values,
            )

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

    def _mark_published(self, connection: Connection, waiting: Waiting, number: int) -> None:
        drafts.mark_published(
            connection,
            number,
            [draft.id for draft in waiting.drafts],
            [removal.id for removal in waiting.removals],
        )
        phrases.mark_exported(connection, [row.id for row in waiting.phrases], self._now())

    def _announce(self, number: int, content: str | None, model: str | None) -> None:
        """Tell the supervisor, which replaces the processes one after the other."""
        values = {"release": number, "content": content, "model": model}
        protected = {str(model), *in_use(self._places.var)}
        drop_older(self._places.root / "models", protected)
        write_json(self._places.var / WANTED, values)

    def _commit(self, files: Sequence[str], subject: str, by: str) -> str:
        return git_commit.commit(self._places.root, files, subject, by)

    def _require(self, number: int) -> Release:
        with self._engine.connect() as connection:
            release = releases.find(connection, number)
        if release is None:
            raise ChangeRefused(["there is no such publication"])
        return release


def is_running(pid: int) -> bool:
    """Tell whether a process lives; one that ended as our child is laid to rest."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return False
    except ChildProcessError:
        pass  # Somebody else's, perhaps of the console that ran before.
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _taught(waiting: Waiting) -> list[Taught]:
    """Return what must be answered as taught: accepted phrases, and questions that are new."""
    questions = [
        (str(draft.fields["question"]), label_of(draft.answer_id))
        for draft in waiting.drafts
        if draft.fields.get("question")
    ]
    return [*((phrase.text, phrase.label) for phrase in waiting.phrases), *questions]


def _subject(waiting: Waiting, number: int) -> str:
    names = [draft.answer_id for draft in waiting.drafts]
    what = names[0] if len(names) == 1 else f"{len(names)} answers" if names else "phrases"
    return f"Publish {what} from the console (publication {number})"[:72]


def _age(folder: Path) -> float:
    return -folder.stat().st_mtime
