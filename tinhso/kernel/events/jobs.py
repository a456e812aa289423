"""Jobs stand or fall with the deed that defers them, inside a worker too.

Procrastinate's worker swaps the app's connector for one with connections of its own; a task that defers another job
would then commit it at once, before its own transaction and even if that one is rolled back. Here the worker keeps
its connections for fetching, and whoever defers from a task does so through Django's connection of that thread.
"""

from procrastinate import App
from procrastinate.connector import BaseAsyncConnector, BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector


class DeedConnector(DjangoConnector):
    """Django's connection everywhere; in a worker only fetching and finishing go another way."""

    def get_worker_connector(self) -> BaseAsyncConnector:
        return WorkerConnector(self)


class WorkerConnector(PsycopgConnector):
    """The worker's own connections for its loop, the deed's connection for what its tasks defer."""

    def __init__(self, deed: DeedConnector) -> None:
        super().__init__(kwargs=connector_params(deed.alias))
        self.deed = deed

    def get_sync_connector(self) -> BaseConnector:
        return self.deed


def keep_jobs_with_their_deed(app: App) -> None:
    """Setting PROCRASTINATE_ON_APP_READY: called once, when Procrastinate's app is ready."""
    app.connector = app.job_manager.connector = DeedConnector()
