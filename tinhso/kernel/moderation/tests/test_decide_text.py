"""A kind of words over rows of another table of the kernel: a rule of key "wait" is a text that waits."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.law.models import Rule
from tinhso.kernel.moderation import queue
from tinhso.kernel.moderation.permissions import can_moderate
from tinhso.kernel.moderation.public import (
    ModeratedKind,
    NoSuchText,
    NotModerator,
    TextChanged,
    decide_text,
    digest_of,
    waiting_counts,
)
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db


def waiting(by):
    return Rule.objects.filter(key="wait") if by.holds(DeskOfficer) else Rule.objects.none()


def decide(row, *, seen, shown, by, now):
    if seen != digest_of(row.value):
        raise TextChanged(row.pk)
    row.key = "shown" if shown else "hidden"
    row.save(update_fields=["key"])


KIND = ModeratedKind(
    "test.words",
    "Lời",
    waiting=waiting,
    find=lambda key: Rule.objects.select_for_update().filter(pk=key).first(),
    may_decide=lambda row, by: by.holds(DeskOfficer),
    decide=decide,
)


@pytest.fixture
def row(monkeypatch):
    monkeypatch.setattr(queue, "all_of", lambda _kind: [KIND])
    return Rule.objects.create(key="wait", value="Lời", valid=DateRange(None, None), source="thử")


def test_a_moderator_lets_the_words_through_that_were_read(row, town):
    by = town.actor("binh")
    assert [(one.kind.code, one.count) for one in waiting_counts(by)] == [("test.words", 1)]
    with pytest.raises(TextChanged):
        decide_text(kind="test.words", key=row.pk, seen="", shown=True, by=by, now=clock.now())
    decide_text(kind="test.words", key=row.pk, seen=digest_of("Lời"), shown=True, by=by, now=clock.now())
    row.refresh_from_db()
    assert row.key == "shown" and waiting_counts(by) == []


def test_who_is_no_moderator_sees_nothing_and_decides_nothing(row, town):
    for name in ("an", "emi"):
        by = town.actor(name)
        assert waiting_counts(by) == []
        assert not can_moderate(KIND, row, by)
        with pytest.raises(NotModerator):
            decide_text(kind="test.words", key=row.pk, seen="", shown=True, by=by, now=clock.now())


def test_a_text_that_is_not_there_is_no_text(row, town):
    with pytest.raises(NoSuchText):
        decide_text(kind="test.words", key=0, seen="", shown=True, by=town.actor("binh"), now=clock.now())
    with pytest.raises(KeyError):
        decide_text(kind="nothing", key=1, seen="", shown=True, by=town.actor("binh"), now=clock.now())
