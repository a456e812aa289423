"""Loaded demos that all tests share: loading one takes half a minute, looking at it none."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tinhso.demo.load import holders, load
from tinhso.kernel.papers.public import LocalServiceSigner
from tinhso.onestop.models.catalogue.procedure_version import published_form


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


def enter(name: str) -> None:
    """From here on the one connection of the tests speaks to this database of the test server, in which the numbers of published
    forms, kept by the process for ever, are those of other procedures."""
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name
    published_form.cache_clear()


@contextmanager
def inside(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    enter(name)
    try:
        yield
    finally:
        enter(before)


@pytest.fixture(scope="session")
def loaded_demos(
    signing_services: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Callable[[bool], tuple[str, dict[str, Any]]]]:
    """A small demo of 2024 or of today, loaded once into a database of its own: its name and its settings."""
    made: dict[bool, tuple[str, dict[str, Any]]] = {}

    def create(today: bool) -> tuple[str, dict[str, Any]]:
        name = f"{connection.settings_dict['NAME']}_demo_{'today' if today else '2024'}"
        template = connection.settings_dict["TEST"]["TEMPLATE"] or "template1"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}" template "{template}"')
        tokens = signing_services()

        def token(holder: str) -> LocalServiceSigner:
            raw = next(one for one in holders() if one["id"] == holder)
            tokens.holders.add(Holder(organisation="", **raw))
            return LocalServiceSigner(holder)

        words = {
            "MEDIA_ROOT": tmp_path_factory.mktemp("files"),
            "DEMO": True,
            "SIGNING_SERVICE_URL": tokens.url,
            "TRUST_ROOTS": [str(tokens.holders.authority.folder / "root.crt")],
        }
        with inside(name), override_settings(**words):
            if not template.startswith("template_tinhso"):
                call_command("migrate", verbosity=0)
            load(today=today, dossiers=300, token=token)
        return name, words

    def of(today: bool) -> tuple[str, dict[str, Any]]:
        if today not in made:
            made[today] = create(today)
        return made[today]

    yield of
    with django_db_blocker.unblock():
        for name, _words in made.values():
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'drop database "{name}" with (force)')


@pytest.fixture(
    scope="module",
    params=[pytest.param(False, id="2024"), pytest.param(True, id="today", marks=pytest.mark.long)],
)
def _loaded_demo(request: Any, loaded_demos: Any, django_db_blocker: Any) -> Iterator[None]:
    """One of the loaded demos in a transaction around all tests of one file, rolled back after them."""
    with ExitStack() as during:
        during.enter_context(django_db_blocker.unblock())
        name, words = loaded_demos(request.param)
        during.enter_context(override_settings(**words))
        during.enter_context(inside(name))
        during.enter_context(transaction.atomic())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded_demo: None, db: None) -> None:
    """The demo of the year 2024 and, with the long tests, that of today; what a test changes is undone after it."""
