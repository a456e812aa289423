"""Fixtures that every room may use: the named cast in its small town, and tables that only grow."""

import gc
import os
import shutil
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.emptying import empty_written_tables
from tests.machine import Poppler

pytest_plugins = ["tests.town"]

# Commands speak Vietnamese to the tests, and to the processes that they start, wherever they run.
for name in ("LC_ALL", "LC_MESSAGES"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"

# Whatever times a draw fails on a busy machine, and says nothing about our code.
settings.register_profile(
    "house", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# No sandbox of its own where the tests run as root; no calls home from a closed network.
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PATIENCE = 90_000
"""Milliseconds that a page and what is expected of it may take beside other tests, on a machine that has no time to spare."""
OURS = ("TINHSO_", "DATABASE_URL")
APPEND_ONLY = (
    *("kernel_event", "kernel_access", "kernel_seal", "kernel_epoch"),
    *("kernel_seal_key", "kernel_seal_signature", "kernel_seal_stamp"),
)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Files of tests that would wait for each other run in one process."""
    from tests.scheduling import scheduler

    return scheduler(config, log)


def pytest_collection_finish() -> None:
    """What has been collected (every module, every test) stays to the end: the collector need not walk through it again
    and again, which took an eighth of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit end with Django's TRUNCATE of every table, which the append-only tables refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in APPEND_ONLY:
            cursor.execute(f"alter table {table} disable trigger {table}_keep_all")


@pytest.fixture(autouse=True, scope="session")
def _only_tables_with_rows_are_emptied():
    """Django's flush truncates every table of every model (new files for each, and each index) and writes its rights anew:
    half a second after each test that commits, while a few dozen rows are there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_written_tables())
        yield


@pytest.fixture(autouse=True, scope="session")
def _counts_of_use_are_written_at_once():
    """A writer in a thread of its own would outlive the test that set it."""
    from tinhso.opendata.dataset import usage

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(usage, "PAUSE", 0.0)
        yield


@pytest.fixture(autouse=True)
def _nothing_was_noted_of_rows_a_moment_ago(monkeypatch):
    """A process keeps what the last comparison noted for some seconds, in a transaction too; each test begins like a
    process that has just read that nothing differs. Whoever writes a note drops it."""
    from tinhso.casework.proof import last_comparison

    monkeypatch.setattr(
        last_comparison, "STORED_FOR", 3600.0
    )  # what a page asks is counted alike on a slow machine
    last_comparison.remember(last_comparison.Noted())


@pytest.fixture(autouse=True)
def _nothing_is_left_of_what_another_test_read():
    """A process keeps the instance, its menus and the like for five seconds outside a transaction: a test with a server of its own
    that begins within them was shown the instance of the one before."""
    # apps are not ready when this file is read
    from tinhso.kernel.site import context

    context.forget()


@pytest.fixture(autouse=True)
def _environment_of_the_process():
    """A command may set it for the rest of its process; the processes that the next test starts must not inherit that."""
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        if name.startswith(OURS):
            del os.environ[name]
    os.environ.update({name: value for name, value in before.items() if name.startswith(OURS)})


@pytest.fixture(autouse=True)
def _jobs_of_tests_that_commit(request, django_db_blocker):
    """Django empties the tables of its models after them, but not those of the job queue."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs")


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium, started once a file. Its loop runs in this thread, which Django must be told."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    def patient(opens: Callable[..., Any], **words: Any) -> Any:
        """The app's service worker asks for pages in the background: only a test that is about it lets it in."""
        opened = opens(**{"service_workers": "block"} | words)
        opened.set_default_timeout(PATIENCE)
        return opened

    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        for opens in ("new_context", "new_page"):
            patch.setattr(browser, opens, partial(patient, getattr(browser, opens)))
        yield browser
        # Under a running loop Django gives this thread a second connection, which nobody could reach once it has ended:
        # the database of the tests could not be dropped.
        connections.close_all()
        browser.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """The pages of a journey end before its tables are emptied. One left open goes on asking for its counters, is sent to the
    sign-in page of an empty province, and the process shows the next test that nameless province for five seconds."""
    browser = getattr(item, "funcargs", {}).get("browser")
    for context in getattr(browser, "contexts", ()):
        context.close()


@pytest.fixture
def poppler(tmp_path) -> Poppler:
    if shutil.which("pdfsig") is None:
        pytest.skip("no poppler-utils on this machine")
    return Poppler(tmp_path)
