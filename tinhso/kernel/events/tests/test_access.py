import json
from datetime import UTC, datetime

import pytest

from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.events.public import Actor, log_access, who_read

AT = datetime(2024, 3, 8, tzinfo=UTC)
OFFICER = Actor(user_id=5, post_id=7, agency_id=3)


@pytest.mark.django_db
def test_one_row_per_page_view_and_the_citizen_sees_who_read(django_assert_num_queries):
    with django_assert_num_queries(1):
        log_access(by=OFFICER, purpose="settle", page="onestop:worklist", case_ids=[9, 8, 9], at=AT)
    log_access(by=OFFICER, purpose="supervise", page="onestop:radar", case_ids=[], at=AT)
    assert AccessRow.objects.count() == 2
    with django_assert_num_queries(1):
        (line,) = who_read(8)
    assert (line.at, line.actor_id, line.post_id, line.agency_id) == (AT, 5, 7, 3)
    assert (line.purpose, line.page) == ("settle", "onestop:worklist")
    assert not who_read(7)
    log_access(by=OFFICER, purpose="handling", page="press_mail", case_ids=[], at=AT, item=12)
    assert AccessRow.objects.latest("pk").page == "press_mail:12", "which one, where it is no case"
    log_access(by=OFFICER, purpose="handling", page="press_mails", case_ids=[], at=AT, items=[12, 9, 12])
    assert AccessRow.objects.latest("pk").page == "press_mails:9.12", "and which ones of a list"


@pytest.mark.django_db
def test_a_long_list_says_all_its_keys_in_as_many_rows_as_they_need():
    keys = list(range(100_000, 100_040))
    log_access(by=OFFICER, purpose="handling", page="press_mails", case_ids=[3], at=AT, items=keys)
    rows = AccessRow.objects.order_by("pk")
    assert [key for row in rows for key in row.page.partition(":")[2].split(".")] == [str(k) for k in keys]
    assert len(rows) == 3 and {row.page.partition(":")[0] for row in rows} == {"press_mails"}


@pytest.mark.django_db
def test_its_body_covers_every_column():
    log_access(by=OFFICER, purpose="settle", page="onestop:worklist", case_ids=[9, 8], at=AT)
    row = AccessRow.objects.get()
    assert json.loads(row.body) == {
        "v": 1, "id": row.pk, "epoch": 1, "xid": row.xid,
        "recorded_at": row.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "at": "2024-03-08T00:00:00.000000Z", "actor": 5, "post": 7, "agency": 3,
        "purpose": "settle", "page": "onestop:worklist", "cases": [8, 9],
    }  # fmt: skip
