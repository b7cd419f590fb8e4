"""Whether the process runs, and whether a message would be answered now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.gateway.errors import problem_response
from bot.gateway.rasa import Rasa
from bot.web.database_threads import DatabaseBusy, run_in_database_thread

# A message is stored: a file that can only be read is not enough. Nothing is written; the transaction
# ends with the connection's return.
_PROBES = {"sqlite": "BEGIN IMMEDIATE"}


class Health:
    def __init__(self, engine: Engine, rasa: Rasa) -> None:
        self._engine = engine
        self._rasa = rasa

    def routes(self) -> list[Route]:
        return [Route("/healthz", self.alive), Route("/readyz", self.ready)]

    async def alive(self, _: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(self, _: Request) -> Response:
        try:
            await run_in_database_thread(self._query_database)
        except (sa.exc.SQLAlchemyError, DatabaseBusy):
            return problem_response(503, "no_database", "The database cannot be reached.")
        readiness = await self._rasa.readiness()
        if not readiness.is_ready:
            return problem_response(503, "no_rasa", "Rasa is not ready to answer yet.")
        # Without it published questions are answered all the same: no reason to send people away.
        return JSONResponse({"ready": True, "guide": readiness.has_guide})

    def _query_database(self) -> None:
        with self._engine.connect() as connection:
            connection.execute(sa.text(_PROBES.get(connection.dialect.name, "SELECT 1")))
