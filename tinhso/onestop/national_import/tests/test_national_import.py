"""A copy of the national database in: compared, approved, and the same again changes nothing."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from tests.town import make_officer
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.roles import Administrator
from tinhso.onestop.data.national.edition import EDITION, NotACopy, bundled, lines_of
from tinhso.onestop.models import NationalChange, NationalImport, Procedure, ProcedureVersion
from tinhso.onestop.national_import.actions.apply_national_changes import apply_national_changes
from tinhso.onestop.national_import.actions.approve_national_changes import (
    NothingWaits,
    OwnCopy,
    approve_national_changes,
)
from tinhso.onestop.national_import.actions.check_national_copy import NoDay, check_national_copy
from tinhso.onestop.national_import.rows import read_copy
from tinhso.onestop.tests.makers import NOW

LATER = date(2026, 9, 1)


@pytest.fixture(scope="module")
def rows():
    """Three rows of the bundled edition that nobody has written by hand."""
    chosen = [row for row in bundled() if row.get("in_province_catalogue")][:3]
    return [row | {"source": "national portal API", "crawled": "2026-07-18"} for row in chosen]


def as_file(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def check(rows, **more):
    return check_national_copy(content=as_file(rows), file_name="a.jsonl", by=SYSTEM, now=NOW, **more)


def apply(held, *, by=SYSTEM, **more):
    order = approve_national_changes(import_id=held.pk, by=by, now=NOW, **more)
    return apply_national_changes(approval_id=order.pk, by=by, now=NOW)


@pytest.mark.long
@pytest.mark.django_db
def test_a_copy_changes_nothing_until_it_is_approved_and_the_same_again_changes_nothing(catalogue, rows):
    held = check(rows)
    assert (held.report["new"], held.report["changed"]) == (3, 0)
    assert not Procedure.objects.filter(code=rows[0]["code"]).exists()
    codes = [row["code"] for row in rows]
    assert apply(held, codes=codes).created == 3
    made = Procedure.objects.on(NOW.date()).get(code=rows[0]["code"])
    version = ProcedureVersion.objects.of(made, NOW.date())
    assert version.source.startswith(
        "Nguồn: CSDL quốc gia về TTHC, bản ngày 18/7/2026; công bố tại Quyết định"
    )
    second = check(rows)
    assert (second.report["new"], second.report["changed"], second.report["unchanged"]) == (0, 0, 3)
    with pytest.raises(NothingWaits):
        apply(second, codes=codes)
    assert EventRow.objects.filter(name="onestop.NationalChangesApplied").count() == 1


@pytest.mark.long
@pytest.mark.django_db
def test_a_later_edition_is_shown_as_a_difference_and_what_is_open_keeps_its_version(catalogue, rows):
    apply(check(rows), codes=[row["code"] for row in rows])
    former = ProcedureVersion.objects.of(Procedure.objects.get(code=rows[0]["code"]), NOW.date())
    papers = [{"case": None, "name": "Đơn theo mẫu mới", "original": 2, "copies": 0}]
    changed = rows[0] | {"papers": papers, "decided_by": {"number": "1/QĐ-BTC", "date": "2026-08-30"}}
    held = check([changed, rows[1]], edition=LATER)
    found = {one.code: one for one in held.changes.all()}
    assert set(found[rows[0]["code"]].parts) == {"papers", "decision"}
    assert "Đơn theo mẫu mới, 2" in found[rows[0]["code"]].differences["papers"][1]
    assert found[rows[2]["code"]].kind == "ended"
    assert ProcedureVersion.objects.filter(procedure=former.procedure).count() == 1
    done = apply(held, codes=[rows[0]["code"]])
    assert (done.changed, done.ended) == (1, 0)
    former.refresh_from_db()
    tomorrow = NOW.date() + timedelta(days=1)
    after = ProcedureVersion.objects.of(former.procedure, tomorrow)
    assert after.number == former.number + 1
    assert "bản ngày 1/9/2026" in after.source
    assert former.papers != after.papers
    assert apply(held, codes=[rows[2]["code"]]).ended == 1
    assert not Procedure.objects.on(tomorrow).filter(code=rows[2]["code"]).exists()


@pytest.mark.long
@pytest.mark.django_db
def test_what_was_written_by_hand_stays(catalogue):
    birth = next(row for row in bundled({"1.001193"}))
    held = check([birth | {"name": "Khai sinh khác"}], edition=LATER)
    assert held.report["by_hand"] == 1
    assert not held.changes.filter(code="1.001193").exists()


def test_two_hundred_wrong_lines_are_told_one_by_one(rows):
    wrong = [
        "{",
        "[]",
        '{"code": "x"}',
        '{"code": "1.000001", "name": ""}',
        json.dumps(rows[0] | {"channels": [{"channel": "trực tiếp", "fee_state": "lạ"}]}),
        json.dumps(rows[0] | {"papers": [{"name": 3}]}),
        json.dumps(rows[0] | {"limit": {"amount": "mười"}}),
        json.dumps(rows[0] | {"portal_updated": "hôm qua"}),
        json.dumps(rows[0] | {"level": "tỉnh"}),
        json.dumps(rows[0] | {"name": "x" * 1300}),
    ]
    lines = (wrong * 20) + [json.dumps(rows[0]), json.dumps(rows[0])]
    read = read_copy(lines)
    assert [fault.line for fault in read.faults] == [*range(1, 201), 202]
    assert read.faults[-1].reason == "mã đã có ở một dòng trên"
    assert len(read.rows) == 1
    assert {fault.reason for fault in read.faults[:10]} == {
        "không phải JSON",
        "không phải một thủ tục",
        "thiếu mã, hoặc mã không theo dạng 1.003659",
        "thiếu tên",
        "trạng thái phí “lạ” không biết",
        "một giấy tờ thiếu tên",
        "thời hạn không đọc được",
        "ngày “hôm qua” không đọc được",
        "“level” không phải danh sách chữ",
        "tên dài quá 1200 ký tự",
    }


@pytest.mark.django_db
def test_a_file_that_is_no_copy_is_refused(catalogue, rows):
    for content in (b"", b"\x1f\x8bxx", b"\xff\xfe", b"[1]"):
        with pytest.raises(NotACopy):
            check_national_copy(content=content, file_name="x", by=SYSTEM, now=NOW, edition=EDITION)
    bare = [{key: value for key, value in rows[0].items() if key != "crawled"}]
    with pytest.raises(NoDay):
        check(bare)
    assert lines_of(as_file(rows))


@pytest.mark.django_db
def test_only_keepers_read_a_copy_and_another_approves_it(catalogue, rows, town):
    for name in ("an", "chi", "dung"):
        with pytest.raises(PermissionDenied):
            check_national_copy(content=as_file(rows), file_name="x", by=town.actor(name), now=NOW)
    keeper = town.actor("quan")
    held = check_national_copy(content=as_file(rows), file_name="x", by=keeper, now=NOW)
    with pytest.raises(OwnCopy):
        apply(held, by=keeper)
    with pytest.raises(PermissionDenied):
        apply(held, by=town.actor("chi"))
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    assert apply(held, by=town.actor("hanh")).created == 3


@pytest.mark.django_db
def test_the_command_tells_and_applies_by_field(catalogue, rows, tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    path.write_bytes(as_file(rows) + b"\n{")
    call_command("import_national", str(path))
    printed = capsys.readouterr().out
    assert "Mới: 3." in printed
    assert "Không đọc được: 1." in printed
    assert "dòng 4 : không phải JSON" in printed
    assert "Chưa ghi gì." in printed
    held = NationalImport.objects.latest("made_at")
    field = held.changes.first().field
    call_command("import_national", str(path), "--apply", "--field", field)
    applied = NationalChange.objects.filter(applied_at__isnull=False)
    assert {one.field for one in applied} == {field}
