"""Loaded demos that the tests of a file share: loading one takes some ten seconds, looking at it none."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tinhso.demo.load import holders, load
from tinhso.kernel.papers.public import LocalServiceSigner


@contextmanager
def signing_service(folder: Path) -> Iterator[Server]:
    """The sandbox of the signing machines; each demo has its own, since a code may name another agency in another."""
    server = Server(folder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(
    scope="module",
    params=[pytest.param(False, id="2024"), pytest.param(True, id="today", marks=pytest.mark.long)],
)
def _loaded_demo(
    request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[None]:
    """A small demo in a transaction around all tests of one file, rolled back after them."""

    def token(holder: str) -> LocalServiceSigner:
        raw = next(one for one in holders() if one["id"] == holder)
        tokens.holders.add(Holder(organisation="", **raw))
        return LocalServiceSigner(holder)

    with ExitStack() as during:
        tokens = during.enter_context(signing_service(tmp_path_factory.mktemp("signing")))
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
