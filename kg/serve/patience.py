"""Answers for clients who may go before they have them: then nobody works for them any longer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from kg.asked import Asked, Written
from kg.asking.pool import Caller, Workers

Result = TypeVar("Result")
SPARE_THREADS = 8  # for those who are told that too many wait


class Patience:
    """What asks the workers for clients, as long as these wait for their answers."""

    def __init__(self, workers: Workers) -> None:
        self.workers = workers
        self._threads = CapacityLimiter(workers.count + workers.queue + SPARE_THREADS)

    async def ask(self, request: Request, asked: Asked) -> Written:
        """The workers' answer."""
        return await self.during(request, lambda caller: self.workers.ask(asked, caller))

    async def during(self, request: Request, call: Callable[[Caller], Result]) -> Result:
        """The result of a call that asks the workers for this caller; the request must have been read whole."""
        caller = Caller()
        watching = asyncio.create_task(self._watch(request, caller))
        try:
            return await to_thread.run_sync(call, caller, limiter=self._threads)
        finally:
            watching.cancel()

    async def _watch(self, request: Request, caller: Caller) -> None:
        """Let the workers know when the client goes."""
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self.workers.leave(caller)
