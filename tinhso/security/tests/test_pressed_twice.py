"""A button pressed twice at the same moment makes one row, and both presses get it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from tinhso.security.contacts.tests.test_contacts import named
from tinhso.security.support.tests.makers import error_of, give_support, reported

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("deed", [reported, error_of, named])
def test_two_presses_at_once_make_one(guarded, deed):
    give_support(guarded)
    key, together = uuid4(), Barrier(2)

    def press():
        try:
            together.wait(20)
            return deed(guarded, key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        first, second = [one.result(60) for one in [both.submit(press), both.submit(press)]]
    assert first == second
