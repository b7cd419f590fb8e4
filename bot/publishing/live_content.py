"""What is live: made so by a publication that is ready, taken back to a content that is kept, told in a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

from bot.errors import ChangeRefused
from bot.nlu import model_file
from bot.publishing import git_commit, publication, staging
from bot.publishing.kept_models import drop_older, in_use
from bot.publishing.live_file import WANTED, read_json, write_json
from bot.publishing.publication_paths import Places
from bot.publishing.waiting_changes import Waiting, load_waiting
from bot.records.publishing import amounts, drafts, questions, releases
from bot.records.publishing.releases import ROLLBACK, State
from bot.records.review import clusters, phrases

_KEPT = 8


class LiveContent:
    def __init__(self, engine: Engine, places: Places, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._places = places
        self._now = now

    def go_live(self, number: int, by: str, why: str, *, may_override: bool) -> str:
        """Make a prepared publication live; return what went wrong with git, empty if nothing.

        What weighs against it only an administrator may set aside, with a reason. Raises ChangeRefused.
        """
        with self._engine.connect() as connection:
            release = releases.require(connection, number)
        if release.state is not State.READY:
            raise ChangeRefused(["this publication is not ready to go live"])
        if release.result["weighed"] and not (may_override and why):
            raise ChangeRefused(release.result["weighed"])
        with self._engine.begin() as connection:
            waiting = load_waiting(connection).only(release.changes)
            # One that was begun before questions and amounts could be changed names none.
            is_changed = waiting.ids != {"questions": [], "amounts": [], **release.changes}
            if is_changed:
                releases.update(connection, number, state=State.OUTDATED.value)
        if is_changed:
            raise ChangeRefused(["something was changed or taken back since: prepare it again"])
        publication.go_live(
            self._places.root,
            self._places.releases,
            self._places.folder(number),
            release.result["base"],
            release.content,
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
            questions.reopen(connection, release.number)
            amounts.reopen(connection, release.number)
            phrases.mark_exported(connection, release.changes["phrases"], None)
            clusters.reopen_settled_by(connection, clusters.settled_by_publication(release.number))
        if made := releases.published_as(connection, content):
            waiting = load_waiting(connection).only(made.changes)
            self._mark_published(connection, waiting, made.number)

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

    def _mark_published(self, connection: Connection, waiting: Waiting, number: int) -> None:
        drafts.mark_published(
            connection,
            number,
            [draft.id for draft in waiting.drafts],
            [removal.id for removal in waiting.removals],
        )
        questions.mark_published(connection, number, [row.id for row in waiting.questions])
        amounts.mark_published(connection, number, [row.id for row in waiting.amounts])
        phrases.mark_exported(connection, [row.id for row in waiting.phrases], self._now())

    def _announce(self, number: int, content: str | None, model: str | None) -> None:
        """Tell the supervisor, which replaces the processes one after the other."""
        values = {"release": number, "content": content, "model": model}
        protected = {str(model), *in_use(self._places.var)}
        drop_older(self._places.root / "models", protected)
        write_json(self._places.var / WANTED, values)

    def _commit(self, files: Sequence[str], subject: str, by: str) -> str:
        return git_commit.commit(self._places.root, files, subject, by)


def _subject(waiting: Waiting, number: int) -> str:
    names = [draft.answer_id for draft in waiting.drafts]
    rest = "amounts" if waiting.amounts else "phrases"
    what = names[0] if len(names) == 1 else f"{len(names)} answers" if names else rest
    return f"Publish {what} from the console (publication {number})"[:72]


def _age(folder: Path) -> float:
    return -folder.stat().st_mtime
