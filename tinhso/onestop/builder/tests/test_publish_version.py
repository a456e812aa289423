from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, EventRow
from tinhso.kernel.people.roles import Administrator, Head
from tinhso.onestop.builder.actions.publish_version import (
    PublishedAlready,
    UnsafeForm,
    WrongVersion,
    publish_version,
)
from tinhso.onestop.models import ProcedureVersion

NOW = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
KEEPER = Actor(user_id=1, post_id=1, agency_id=1, roles=frozenset({Administrator.code}))
HEAD = Actor(user_id=2, post_id=2, agency_id=1, roles=frozenset({Head.code}))


@pytest.fixture
def draft(catalogue):
    """A third version of the postal licence, from 1/4/2026."""
    version = ProcedureVersion.objects.get(procedure__code="1.003659", number=2)
    version.pk, version.number, version.published_at = None, 3, None
    version.valid = DateRange(date(2026, 4, 1), None)
    version.save()
    return version


@pytest.mark.long
def test_a_published_version_ends_the_one_before_it(draft):
    publish_version(version_id=draft.pk, by=KEEPER, now=NOW)
    former = ProcedureVersion.objects.get(procedure_id=draft.procedure_id, number=2)
    assert former.valid.upper == date(2026, 4, 1)
    assert ProcedureVersion.objects.of(draft.procedure, date(2026, 4, 1)).number == 3
    event = EventRow.objects.get(name="onestop.ProcedureVersionPublished")
    payload = {"procedure_code": "1.003659", "number": 3, "weight": "safe", "safe": 0, "migration": 0}
    assert event.payload == payload


@pytest.mark.long
def test_a_stranger_is_refused(draft):
    for who in (HEAD, Actor()):
        with pytest.raises(PermissionDenied):
            publish_version(version_id=draft.pk, by=who, now=NOW)


def test_a_version_is_published_once(draft):
    publish_version(version_id=draft.pk, by=KEEPER, now=NOW)
    with pytest.raises(PublishedAlready, match="lập bản mới"):
        publish_version(version_id=draft.pk, by=KEEPER, now=NOW)


def test_a_form_that_drops_a_field_without_retiring_it_is_refused(draft):
    draft.form["steps"][2]["sections"][0]["fields"].pop()
    draft.save()
    with pytest.raises(UnsafeForm, match="danh sách ngừng dùng"):
        publish_version(version_id=draft.pk, by=KEEPER, now=NOW)


def test_a_process_whose_shares_do_not_add_up_is_refused(draft):
    draft.process = draft.process[:2]
    draft.save()
    with pytest.raises(WrongVersion, match="bằng 1"):
        publish_version(version_id=draft.pk, by=KEEPER, now=NOW)


def test_a_version_that_begins_before_the_first_or_with_another_is_refused(draft):
    for begin in (date(2001, 1, 1), date(2025, 7, 1)):
        draft.valid = DateRange(begin, None)
        draft.save()
        with pytest.raises(WrongVersion, match="ngày bắt đầu|Ngày bắt đầu"):
            publish_version(version_id=draft.pk, by=KEEPER, now=NOW)


def test_a_version_between_two_ends_one_and_yields_to_the_other(draft):
    draft.valid = DateRange(date(2025, 1, 1), None)
    draft.save()
    made = publish_version(version_id=draft.pk, by=KEEPER, now=NOW)
    assert made.valid == DateRange(date(2025, 1, 1), date(2025, 7, 1))
    first = ProcedureVersion.objects.get(procedure_id=draft.procedure_id, number=1)
    assert first.valid.upper == date(2025, 1, 1)
    assert ProcedureVersion.objects.of(draft.procedure, date(2025, 7, 1)).number == 2
