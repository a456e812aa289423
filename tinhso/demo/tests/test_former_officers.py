"""Whatever an officer of the demo opened is shut once the post has ended, and before the second factor is set up."""

from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import resolve, reverse

from tinhso.demo.tests.walking import Walk, body, signed_in
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import forget
from tinhso.kernel.site.models import Instance

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
READERS = ("binh", "emi", "chi", "van", "nga", "thanh", "phuong", "tra", "quan")
OF_OFFICERS = ("officer", "role", "party")


@cache
def opened_by(username: str) -> dict[str, str]:
    """What this officer read behind the doors of officers: an address with its name. Walked once in this file."""
    found: dict[str, str] = {}

    def look(path: str, answer: Any, content: bytes) -> None:
        match = resolve(path.partition("?")[0])
        if answer.status_code == 200 and getattr(match.func, "guard", "").startswith(OF_OFFICERS):
            found[path] = str(match.url_name)

    Walk(signed_in(username), look, every=1, behind=True).go()
    return found


@pytest.mark.parametrize("who", READERS)
def test_what_was_open_is_shut(demo, who: str):
    opened = opened_by(who)
    assert len(opened) > 3
    with transaction.atomic():
        yesterday = clock.today() - timedelta(days=1)
        for one in Post.objects.filter(user__username=who):
            Post.objects.filter(pk=one.pk).update(
                valid=DateRange(one.valid.lower, max(yesterday, one.valid.lower))
            )
        assert still_open(who, opened, lambda answer: answer.status_code in (403, 404)) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", READERS[:5])
def test_nothing_opens_before_the_second_factor(demo, who: str):
    opened = opened_by(who)
    with transaction.atomic():
        Instance.objects.update(demo=False, clock_offset=timedelta(0))
        forget()
        set_up = reverse("mfa_activate_totp")
        assert still_open(who, opened, lambda answer: answer.get("Location") == set_up) == []
        transaction.set_rollback(True)
    forget()
    assert User.objects.filter(username=who).exists()


def still_open(who: str, opened: dict[str, str], is_shut: Any) -> list[str]:
    client = signed_in(who)
    left = []
    for path, name in opened.items():
        answer = client.get(path)
        body(answer)
        if not is_shut(answer):
            left.append(f"{name} {path} {answer.status_code}")
    return left
