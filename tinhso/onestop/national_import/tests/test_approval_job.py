"""Comparing and approving a copy are jobs: told while they run, stopped with a reason, taken up again, never done twice."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.onestop import tasks
from tinhso.onestop.data.national.edition import NotACopy, bundled
from tinhso.onestop.models import (
    NationalApproval,
    NationalChange,
    NationalImport,
    Procedure,
    ProcedureVersion,
)
from tinhso.onestop.national_import.actions import apply_national_changes as applying
from tinhso.onestop.national_import.actions import approve_national_changes as approving
from tinhso.onestop.national_import.actions import check_national_copy as checking
from tinhso.onestop.national_import.queries import SILENT, Narrowed, stopped
from tinhso.onestop.tests.makers import NOW, make_instance, make_rules

ADDRESS = "/quan-tri/thu-tuc/quoc-gia/"


@pytest.fixture(scope="module")
def rows():
    """Three rows of the bundled edition that nobody has written by hand."""
    chosen = [row for row in bundled() if row.get("in_province_catalogue")][:3]
    return [row | {"source": "national portal API", "crawled": "2026-07-18"} for row in chosen]


def as_file(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def check(rows, **more):
    return checking.check_national_copy(
        content=as_file(rows), file_name="a.jsonl", by=SYSTEM, now=NOW, **more
    )


def approve(held, **more):
    return approving.approve_national_changes(import_id=held.pk, by=SYSTEM, now=NOW, **more)


def carry_out(order):
    tasks.apply_approved_changes(approval_id=order.pk, user_id=None, post_id=None, agency_id=None)
    order.refresh_from_db()
    return order


@pytest.fixture
def day(catalogue, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.long
def test_approved_changes_wait_for_the_job_which_writes_them_in_pieces(day, rows, monkeypatch):
    monkeypatch.setattr(applying, "PIECE", 2)
    held = check(rows)
    field = held.changes.first().field
    order = approve(held, asked=Narrowed(field=field))
    assert order.total == held.changes.filter(field=field).count()
    assert not Procedure.objects.filter(code=rows[0]["code"]).exists()
    with pytest.raises(approving.NothingWaits):
        approve(held, asked=Narrowed(field=field))
    order = carry_out(order)
    assert (order.created, order.done, bool(order.finished_at)) == (order.total, order.total, True)
    carry_out(order)
    assert EventRow.objects.filter(name="onestop.NationalChangesApplied").count() == 1
    assert EventRow.objects.filter(name="onestop.NationalChangesApproved").count() == 1


@pytest.mark.long
def test_a_job_that_breaks_off_says_why_and_goes_on_where_it_stopped(day, rows, monkeypatch):
    monkeypatch.setattr(applying, "PIECE", 1)
    order, pieces, write = approve(check(rows)), [], applying._apply_all

    def breaks(changes, *rest):
        pieces.append(changes)
        if len(pieces) == 2:
            raise ConnectionError
        write(changes, *rest)

    monkeypatch.setattr(applying, "_apply_all", breaks)
    with pytest.raises(ConnectionError):
        carry_out(order)
    order.refresh_from_db()
    assert "Máy dừng giữa chừng (ConnectionError)" in order.fault
    assert (order.created, stopped(order)) == (1, True)
    approving.resume_approval(approval_id=order.pk, by=SYSTEM, now=NOW)
    order = carry_out(order)
    assert (order.created, order.fault) == (3, "")
    assert ProcedureVersion.objects.filter(procedure__code=rows[0]["code"]).count() == 1
    with pytest.raises(approving.StillRunning):
        approving.resume_approval(approval_id=order.pk, by=SYSTEM, now=NOW)


@pytest.mark.long
def test_what_runs_is_not_started_twice_and_what_is_silent_may_be(day, rows):
    order = approve(check(rows))
    with pytest.raises(approving.StillRunning):
        approving.resume_approval(approval_id=order.pk, by=SYSTEM, now=NOW)
    long_ago = timezone.now() - SILENT - timedelta(seconds=1)
    NationalApproval.objects.filter(pk=order.pk).update(moved_at=long_ago)
    approving.resume_approval(approval_id=order.pk, by=SYSTEM, now=NOW)
    assert carry_out(order).created == 3


def test_one_procedure_that_cannot_be_written_is_told_and_the_others_go_on(day, rows):
    held = check(rows)
    spoilt = held.changes.first()
    NationalChange.objects.filter(pk=spoilt.pk).update(
        row=spoilt.row | {"field": "x", "result": ["\x01"] * 2}
    )
    order = approve(held)
    real = applying.content_of
    try:
        applying.content_of = lambda row, *more, **words: (
            real(row, *more, **words)
            | (
                {"form": {"id": "x", "title": "x", "version": 1, "steps": []}}
                if row["code"] == spoilt.code
                else {}
            )
        )
        order = carry_out(order)
    finally:
        applying.content_of = real
    assert (order.created, order.refused, bool(order.finished_at)) == (2, 1, True)
    spoilt.refresh_from_db()
    assert spoilt.fault
    assert spoilt.applied_at is None
    assert approve(held).total == 1


@pytest.mark.long
def test_the_same_copy_checked_twice_before_it_is_approved_counts_once(day, rows):
    first, second = check(rows), check(rows)
    assert carry_out(approve(first)).created == 3
    order = carry_out(approve(second))
    assert (order.created, order.changed, order.ended) == (0, 0, 0)
    assert (order.unchanged, order.refused) == (order.total, 0)
    assert ProcedureVersion.objects.filter(procedure__code=rows[0]["code"]).count() == 1


@pytest.mark.long
def test_what_was_to_begin_later_begins_today_and_keeps_its_later_version(day, rows):
    held = check(rows)
    carry_out(approve(held, codes=[rows[0]["code"]]))
    made = Procedure.objects.get(code=rows[0]["code"])
    later = DateRange(date(2025, 7, 1), None)
    Procedure.objects.filter(pk=made.pk).update(valid=later)
    assert not Procedure.objects.on(NOW.date()).filter(pk=made.pk).exists()
    order = carry_out(
        approve(check([rows[0] | {"name": "Tên mới"}], edition=date(2026, 9, 1)), codes=[made.code])
    )
    assert order.refused == 0
    assert Procedure.objects.on(NOW.date()).get(pk=made.pk).name == "Tên mới"


@pytest.mark.long
def test_an_older_copy_does_not_come_back_over_a_later_one(day, rows):
    older = check([rows[0] | {"name": "Tên cũ"}], edition=date(2026, 1, 1))
    assert carry_out(approve(check(rows, edition=date(2026, 9, 1)))).created == 3
    order = carry_out(approve(older, codes=[rows[0]["code"]]))
    assert (order.changed, order.refused) == (0, 1)
    assert "mới hơn bản này" in older.changes.get(code=rows[0]["code"]).fault
    assert Procedure.objects.get(code=rows[0]["code"]).name == rows[0]["name"]


def test_only_keepers_order_compare_and_resume(day, rows, town):
    order, content = approve(check(rows)), as_file(rows)
    for name in ("an", "chi", "dung"):
        by = town.actor(name)
        with pytest.raises(PermissionDenied):
            checking.receive_national_copy(content=content, file_name="x", by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            checking.compare_again(import_id=order.batch_id, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            approving.approve_national_changes(import_id=order.batch_id, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            approving.resume_approval(approval_id=order.pk, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            applying.apply_national_changes(approval_id=order.pk, by=by, now=NOW)
    keeper = town.actor("quan")
    NationalImport.objects.filter(pk=order.batch_id).update(made_by_id=keeper.user_id)
    with pytest.raises(approving.OwnCopy):
        approving.resume_approval(approval_id=order.pk, by=keeper, now=NOW)
    with pytest.raises(approving.OwnCopy):
        approving.approve_national_changes(import_id=order.batch_id, by=keeper, now=NOW)


def test_a_copy_without_a_day_says_so_on_its_page_and_is_compared_when_the_day_is_given(day, rows):
    bare = as_file([{key: value for key, value in rows[0].items() if key != "crawled"}])
    held = checking.receive_national_copy(content=bare, file_name="x", by=SYSTEM, now=NOW)
    tasks.compare_national_copy(import_id=held.pk)
    held.refresh_from_db()
    assert (held.fault, held.checked_at) == ("Tệp không ghi ngày trích; ghi ngày của bản trích.", None)
    with pytest.raises(checking.NoDay):
        checking.compare_received_copy(import_id=held.pk, now=NOW)
    checking.compare_again(import_id=held.pk, by=SYSTEM, now=NOW, edition=date(2026, 9, 1))
    tasks.compare_national_copy(import_id=held.pk)
    held.refresh_from_db()
    assert (held.fault, held.content, held.edition) == ("", None, date(2026, 9, 1))
    with pytest.raises(checking.NothingToCompare):
        checking.compare_again(import_id=held.pk, by=SYSTEM, now=NOW)


def test_what_cannot_be_unpacked_is_refused_at_once_and_an_empty_copy_by_the_job(day):
    with pytest.raises(NotACopy):
        checking.receive_national_copy(content=b"\x1f\x8bxx", file_name="x", by=SYSTEM, now=NOW)
    held = checking.receive_national_copy(content=b"[1]", file_name="x", by=SYSTEM, now=NOW)
    with pytest.raises(NotACopy):
        checking.compare_received_copy(import_id=held.pk, now=NOW)


@pytest.mark.long
def test_a_copy_is_compared_and_approved_on_its_page(day, rows, town, client):
    make_rules()
    make_instance()
    keeper = town.sign_in(client, "quan")
    assert keeper.post(ADDRESS, {"file": SimpleUploadedFile("a.gz", b"\x1f\x8bxx")}).status_code == 422
    answer = keeper.post(ADDRESS, {"file": SimpleUploadedFile("a.jsonl", as_file(rows) + b"\n{")})
    page, held = answer["Location"], NationalImport.objects.get()
    waits = keeper.get(page)
    assert "Máy đang đọc tệp" in waits.content.decode()
    assert waits["Refresh"]
    tasks.compare_national_copy(import_id=held.pk)
    shown = keeper.get(page).content.decode()
    assert rows[0]["code"] in shown
    assert "không phải JSON" in shown
    assert "Người nhập bản trích không tự duyệt được" in shown
    assert "không phải JSON" in keeper.get(f"{page}loi.csv").content.decode("utf-8-sig")
    keeper.post(f"{page}duyet/")
    assert not NationalApproval.objects.exists()
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    other = town.sign_in(client, "hanh")
    assert other.post(f"{page}duyet/", {"ma": rows[0]["code"]}).status_code == 302
    order = NationalApproval.objects.get()
    running = other.get(page)
    assert "Đang ghi" in running.content.decode()
    assert "0/1" in running.content.decode()
    assert running["Refresh"]
    NationalApproval.objects.update(fault="Máy dừng giữa chừng.")
    assert "Chạy tiếp" in other.get(page).content.decode()
    assert other.post(f"{page}duyet/{order.pk}/tiep/").status_code == 302
    carry_out(order)
    shown = other.get(page)
    assert "Đã xong" in shown.content.decode()
    assert "Refresh" not in shown
    assert f"{rows[0]['code']} {rows[0]['name'][:20]}" not in shown.content.decode()
    assert rows[1]["code"] in shown.content.decode()
