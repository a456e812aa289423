"""Jobs stand or fall with the deed that defers them, inside a worker too.

Procrastinate's worker swaps the app's connector for one with connections of its own; a task that defers another job
would then commit it at once, before its own transaction and even if that one is rolled back. Here the worker keeps
its connections for fetching, and whoever defers from a task does so through Django's connection of that thread.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from procrastinate import App
from procrastinate.connector import BaseAsyncConnector, BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from tinhso.kernel.events.jobs.lost_connection import try_again_after_loss


class DeedConnector(DjangoConnector):
    """Django's connection everywhere; in a worker only fetching and finishing go another way."""

    def get_worker_connector(self) -> BaseAsyncConnector:
        return WorkerConnector(self)


class WorkerConnector(PsycopgConnector):
    """The worker's own connections for its loop, the deed's connection for what its tasks defer.

    A worker that lost one statement with its connection cannot know what became of it (a job fetched, a job done), so
    every later one fails too: it ends, is started anew, and its jobs are taken up as those of a dead worker.
    """

    cut_off = False

    def __init__(self, deed: DeedConnector) -> None:
        super().__init__(kwargs=connector_params(deed.alias))
        self.deed = deed

    def get_sync_connector(self) -> BaseConnector:
        return self.deed

    @asynccontextmanager
    async def _get_cursor(self, connection: Any = None) -> AsyncGenerator[Any]:
        if self.cut_off:
            raise psycopg.OperationalError("cut off from the database before: this worker ends")
        try:
            async with super()._get_cursor(connection) as cursor:
                yield cursor
        except psycopg.OperationalError as error:
            self.cut_off = self.cut_off or is_loss(error)
            raise


def is_loss(error: psycopg.OperationalError) -> bool:
    """Whether the connection went with it; a deadlock, a cancelled or refused statement leave it standing."""
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))


def keep_jobs_with_their_deed(app: App) -> None:
    """Setting PROCRASTINATE_ON_APP_READY: called once, when Procrastinate's app is ready and knows every task."""
    app.connector = app.job_manager.connector = DeedConnector()
    try_again_after_loss(app)
