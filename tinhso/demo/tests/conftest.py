"""Loaded demos that the tests of a file share: loading one takes some ten seconds, looking at it none."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tinhso.demo.load import load


@pytest.fixture(
    scope="module",
    params=[pytest.param(False, id="2024"), pytest.param(True, id="today", marks=pytest.mark.long)],
)
def _loaded_demo(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A small demo in a transaction around all tests of one file, rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(today=request.param, dossiers=300)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded_demo: None, db: None) -> None:
    """The demo of the year 2024 and, with the long tests, that of today; what a test changes is undone after it."""
