"""Loaded demos that the tests of a file share: loading one takes some ten seconds, looking at it none."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tinhso.demo.load import holders, load
from tinhso.kernel.papers.public import LocalServiceSigner


@pytest.fixture(scope="session")
def signing_services(tmp_path_factory: Any) -> Iterator[Callable[[], Server]]:
    """Starts a sandbox of the signing machines for each demo: a code may name another agency in another one."""
    running: list[tuple[Server, threading.Thread]] = []

    def start() -> Server:
        server = Server(tmp_path_factory.mktemp("signing"))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(
    scope="module",
    params=[pytest.param(False, id="2024"), pytest.param(True, id="today", marks=pytest.mark.long)],
)
def _loaded_demo(
    request: Any, signing_services: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[None]:
    """A small demo in a transaction around all tests of one file, rolled back after them."""

    def token(holder: str) -> LocalServiceSigner:
        raw = next(one for one in holders() if one["id"] == holder)
        tokens.holders.add(Holder(organisation="", **raw))
        return LocalServiceSigner(holder)

    tokens = signing_services()
    with ExitStack() as during:
        during.enter_context(django_db_blocker.unblock())
        words = {
            "MEDIA_ROOT": tmp_path_factory.mktemp("files"),
            "DEMO": True,
            "SIGNING_SERVICE_URL": tokens.url,
            "TRUST_ROOTS": [str(tokens.holders.authority.folder / "root.crt")],
        }
        during.enter_context(override_settings(**words))
        during.enter_context(transaction.atomic())
        load(today=request.param, dossiers=300, token=token)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded_demo: None, db: None) -> None:
    """The demo of the year 2024 and, with the long tests, that of today; what a test changes is undone after it."""
