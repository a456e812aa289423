"""Dossiers of a former system come over: dry run, apply, again, reconciled; numbers go on."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from tinhso.casework.public import Case, State, history
from tinhso.casework.tests.derived import differing
from tinhso.casework.tracking.tracking import track
from tinhso.kernel.events.public import SYSTEM, Actor, EventRow, next_number, raise_numbers
from tinhso.kernel.files.public import FileRefused, checked_content
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.files.spreadsheets import read_sheets, write_csv
from tinhso.onestop.models import Attachment, CutoverDossier, Dossier
from tinhso.onestop.results.actions.draft_decision import draft_decision
from tinhso.onestop.takeover.actions.take_over_dossiers import take_over_dossiers
from tinhso.onestop.takeover.actions.take_over_files import take_file
from tinhso.onestop.takeover.actions.take_over_numbers import NumbersMoved, take_over_numbers
from tinhso.onestop.takeover.attachments import AS_THEY_ARE, Folder, OldFile
from tinhso.onestop.takeover.columns import COLUMNS, DOSSIERS, template
from tinhso.onestop.takeover.counters import COLUMNS as NUMBERS
from tinhso.onestop.takeover.counters import counter_plan
from tinhso.onestop.takeover.files import read_batch
from tinhso.onestop.takeover.importable_dossier import clean_code
from tinhso.onestop.takeover.mapping import read_mapping, write_mapping
from tinhso.onestop.takeover.reconcile import reconcile
from tinhso.onestop.takeover.tests.cutover_makers import GOOD, old, planned, take, workbook
from tinhso.onestop.tests.makers import CODE, NOW, make_instance, make_rules, make_version

DUE = datetime(2024, 3, 15, 17, 0, tzinfo=HANOI)


@pytest.fixture
def place(town):
    make_rules()
    make_instance()
    make_version(town)
    return town


def test_the_template_has_every_column_and_explains_it():
    sheets = read_sheets(template(), most_bytes=10**6)
    assert sheets[DOSSIERS][0] == [*COLUMNS.values()]
    columns = {row[1] for row in sheets["Hướng dẫn"]}
    assert set(COLUMNS.values()) < columns


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("HS/2024/77", "HS-2024-77"),
        (" hs 01 ", "HS-01"),
        ("000.00.14.H56-240301-0007", "000.00.14.H56-240301-0007"),
    ],
)
def test_a_code_is_kept_as_far_as_an_address_can_hold_it(theirs, ours):
    assert clean_code(theirs) == ours


def test_a_running_dossier_comes_over_as_it_stood(place, tmp_path):
    lines = [
        {"code": "HS/2024/77", "at": "02/03/2024 10:00", "text": "Đã kiểm tra", "who": "Lê Văn X"},
        {"code": "HS/2024/77", "at": "03/03/2024", "text": "Đang thẩm định", "shown": "có"},
    ]
    path = workbook(tmp_path, GOOD, history=lines)
    assert [t.code for t in planned(path).importable] == ["HS-2024-77"]
    assert not Case.objects.exists()
    assert take(path).report == {"taken": 1, "known": 0, "changed": 0, "refused": 0}
    case = Case.objects.get(code="HS-2024-77")
    assert (case.state, case.step, case.officer_id, case.due_at) == (
        State.IN_PROGRESS,
        "examine",
        place.emi.pk,
        DUE,
    )
    assert case.desk_id == place.desk_a.pk
    for code in ("HS-2024-77", "HS/2024/77", "QG-99"):
        assert track(code, proof="1234").title == "Cấp giấy phép thử"
    assert Case.objects.visible_to(place.actor("emi")).coded("QG-99") == case
    assert Case.objects.visible_to(place.actor("dung")).coded("QG-99") is None
    why = history(case, for_citizen=True)
    assert any("theo hệ thống cũ, 17 giờ ngày 15/03/2024" in line for line in why.why)
    assert [entry.text for entry in why.entries] == ["Đang thẩm định", ""]
    inside = history(case, for_citizen=False)
    assert "Lê Văn X: Đã kiểm tra" in [entry.text for entry in inside.entries]
    event = EventRow.objects.get(name="casework.CaseTakenOver")
    assert (event.case_id, event.payload["state"], event.payload["step"]) == (
        case.pk,
        "in_progress",
        "examine",
    )
    assert EventRow.objects.filter(name="onestop.CutoverFinished").count() == 1


def test_a_second_run_takes_nothing_twice_and_tells_what_changed(place, tmp_path):
    take(workbook(tmp_path, GOOD))
    second = planned(workbook(tmp_path, GOOD, old("HS-2")))
    assert ([o.code for o in second.known], [t.code for t in second.importable]) == (["HS/2024/77"], ["HS-2"])
    changed = planned(workbook(tmp_path, GOOD | {"phone": "0999"}))
    assert ([o.code for o in changed.changed], changed.importable) == (["HS/2024/77"], [])
    stale = planned(workbook(tmp_path, old("HS-2")))
    for _ in range(2):  # the same plan twice, as by two people at once
        take_over_dossiers(plan=stale, file_name="x", by=SYSTEM, now=NOW)
    assert CutoverDossier.objects.count() == 2


def test_a_dossier_that_came_over_goes_on_here(place, tmp_path):
    take(workbook(tmp_path, GOOD))
    dossier = Dossier.objects.whole().get()
    words = {"title": "Giấy phép", "articles": ["Cấp."], "finding": "Đủ"}
    draft_decision(dossier=dossier, ver=dossier.case.ver, by=place.actor("emi"), now=NOW, **words)
    assert Case.objects.get().step == "sign"
    assert reconcile(read_batch(tmp_path / "cu.xlsx"), {}, now=NOW).moved == 1


def test_every_state_has_its_place(place, tmp_path):
    ended = {"finished": "06/03/2024", "step": "", "officer": ""}
    rows = [
        old("S1", state="Mới đăng ký", due="", step="", received="08/03/2024 08:00"),
        old("S2", state="2", step=""),
        old("S3", state="3", due="", **ended),
        old("S5", state="5"),
        old("S6", state="6"),
        old("S7", state="7", **ended),
        old("S8", state="8", **ended),
        old("S9", state="9", step="", settled="05/03/2024"),
        old("S10", state="Đã trả kết quả", **ended),
    ]
    pauses = [
        {"code": "S5", "reason": "BO_SUNG", "started": "04/03/2024", "text": "Thiếu bản đồ"},
        {"code": "S6", "reason": "chờ thực hiện nghĩa vụ tài chính", "started": "04/03/2024"},
    ]
    path = workbook(tmp_path, *rows, pauses=pauses)
    assert planned(path).faults == []
    take(path)
    assert not differing()  # the copied rows follow from their events
    stand = {c.code: (c.state, c.step, c.timeliness) for c in Case.objects.all()}
    assert stand == {
        "S1": ("submitted", "", ""),
        "S2": ("in_progress", "forward", ""),
        "S3": ("refused", "", ""),
        "S5": ("waiting_citizen", "examine", ""),
        "S6": ("paused", "examine", ""),
        "S7": ("withdrawn", "", ""),
        "S8": ("refused", "", "early"),
        "S9": ("in_progress", "hand_over", "early"),
        "S10": ("done", "hand_over", "early"),
    }
    waiting = Case.objects.get(code="S5")
    assert waiting.due_at is None
    assert "Thiếu bản đồ" in [entry.text for entry in history(waiting, for_citizen=True).entries]
    found = reconcile(read_batch(path), {}, now=NOW)
    assert found.equal
    assert found.theirs.total() == 9


BAD = {
    "code": ({"code": ""}, "Mã hồ sơ", "để trống"),
    "procedure": ({"procedure": "LẠ"}, "Mã thủ tục", "không có thủ tục “LẠ”; ghi mã mới vào tệp ánh xạ"),
    "no-procedure": ({"procedure": ""}, "Mã thủ tục", "để trống"),
    "no-agency": ({"agency": ""}, "Cơ quan giải quyết", "để trống"),
    "agency": ({"agency": "Phòng lạ"}, "Cơ quan giải quyết", "không có cơ quan “Phòng lạ”"),
    "received": ({"received": "31/02/2024"}, "Ngày tiếp nhận", "không phải ngày"),
    "later": ({"received": "09/03/2024"}, "Ngày tiếp nhận", "sau ngày hôm nay"),
    "due": ({"due": ""}, "Ngày hẹn trả", "phải có với trạng thái 4"),
    "order": ({"due": "01/02/2024"}, "Ngày hẹn trả", "trước ngày tiếp nhận"),
    "state": ({"state": "hỏng"}, "Trạng thái", "không nhận"),
    "step": ({"step": "Bay"}, "Bước hiện tại", "quy trình không có bước “Bay”"),
    "officer": ({"officer": "nobody"}, "Người thụ lý", "không có cán bộ"),
    "seat": ({"officer": "bao"}, "Người thụ lý", "không giữ vị trí thụ lý tại Sở A"),
    "finished": ({"state": "10"}, "Ngày trả, kết thúc", "phải có với trạng thái 10"),
    "waits": ({"state": "5"}, "Trạng thái", "trạng thái 5 cần đúng một dòng BO_SUNG"),
    "number": ({"id_number": "12x"}, "Số định danh", "không phải số định danh"),
    "phone": ({"phone": "09"}, "Điện thoại", "không phải số điện thoại"),
    "person": ({"id_number": "038090000001"}, "Số định danh", "thuộc người có tên khác"),
    "long": ({"applicant": "A" * 201}, "Người nộp", "tối đa 200"),
}


def test_each_bad_line_is_told_with_its_place_column_and_reason(place, tmp_path):
    Person.objects.create(full_name="Người Khác", id_number="038090000001")
    rows = [old(f"B-{name}") | changes for name, (changes, _, _) in BAD.items()]
    found = planned(workbook(tmp_path, *rows, GOOD, old("HS-2024-77")))
    assert (found.refused, len(found.importable)) == (len(BAD) + 1, 1)
    for line, (_, column, reason) in enumerate(BAD.values(), 2):
        faults = [(f.column, f.reason) for f in found.faults if f.where == f"cu.xlsx, Hồ sơ, dòng {line}"]
        assert [c for c, r in faults if reason in r] == [column], faults
    assert "mã này đã có ở cu.xlsx, Hồ sơ, dòng" in found.faults[-1].reason


def test_what_was_drafted_before_the_signature_is_drafted_anew(place, tmp_path):
    found = planned(workbook(tmp_path, old("K-1", step="Ký duyệt")))
    assert (found.importable[0].step, found.notes[0].column) == ("examine", "Bước hiện tại")


def test_a_mapping_gives_our_codes_for_theirs(place, tmp_path):
    row = old("M-1", procedure="TT01", agency="DV7", step="Xử lý", officer="Chị Emi", state="Đang làm")
    path = workbook(tmp_path, row)
    assert planned(path).refused == 1
    unknown = {("agency", "DV7"): 1, ("procedure", "TT01"): 1}
    assert set(unknown) < set(planned(path).unknown)
    written = write_mapping(unknown).decode("utf-8-sig")
    assert "cơ quan,DV7,,1" in written
    filled = [["cơ quan", "DV7", "so-a"], ["thủ tục", "TT01", CODE], ["bước", "Xử lý", "examine"]]
    filled += [["cán bộ", "Chị Emi", "emi"], ["trạng thái", "Đang làm", "4"]]
    mapping = read_mapping(write_csv(["Loại", "Mã cũ", "Mã mới"], filled))
    assert [t.officer_id for t in planned(path, mapping).importable] == [place.emi.pk]


def test_messages_of_the_national_standard_come_over(place, tmp_path):
    dossier = {
        "MaHoSo": "000.00.14.H56-240301-0009",
        "MaTTHC": CODE,
        "ChuHoSo": "Công ty Cũ",
        "LoaiDoiTuong": "2",
        "MaDoiTuong": "2800000001",
        "NgayTiepNhan": "20240301091500",
        "NgayHenTra": "20240322170000",
        "TrangThaiHoSo": "4",
        "HinhThuc": "1",
        "DonViXuLy": "Sở A",
        "DanhSachHoSoBoSung": [
            {
                "NoiDungBoSung": "Thiếu giấy",
                "NgayBoSung": "20240304080000",
                "NgayTiepNhanBoSung": "20240306080000",
                "NgayHenTraTruoc": "20240315170000",
            }
        ],
    }
    step = {"MaHoSo": dossier["MaHoSo"], "ThoiDiemXuLy": "20240302080000", "NoiDungXuLy": "Chuyển bước"}
    (tmp_path / "a.json").write_text(json.dumps({"isUpdating": "False", "data": [dossier]}))
    (tmp_path / "b.json").write_text(json.dumps({"data": [step]}))
    assert planned(tmp_path).faults == []
    take(tmp_path)
    case = Case.objects.get()
    clock = case.clocks.get()
    assert (case.source, clock.restarts, clock.pauses.count()) == ("own_portal", 1, 1)
    assert (clock.due_at, clock.first_due_at) == (DUE + timedelta(days=7), DUE)
    texts = [entry.text for entry in history(case, for_citizen=True).entries]
    assert texts == ["Chuyển bước", "Thiếu giấy", ""]
    assert next_number("dossier:000.00.14.H56:240301") == 10


def test_reconciliation_names_what_is_missing_and_what_differs(place, tmp_path):
    take(workbook(tmp_path, GOOD))
    path = workbook(tmp_path, GOOD | {"due": "20/03/2024"}, old("HS-MISSING"))
    found = reconcile(read_batch(path), {}, now=NOW)
    differences = [(d.code, d.what) for d in found.differences]
    assert differences == [("HS/2024/77", "ngày hẹn trả"), ("HS-MISSING", "không có ở hệ thống mới")]
    assert list(found.rows()) == [("Sở A", CODE, "4 Đang xử lý", 2, 1, -1)]
    with pytest.raises(CommandError, match="chưa khớp") as refused:
        call_command("import_dossiers", str(path), "--reconcile", "--report", str(tmp_path / "r.xlsx"))
    assert refused.value.returncode == 1
    assert set(read_sheets((tmp_path / "r.xlsx").read_bytes(), most_bytes=10**6)) == {
        "Hồ sơ lệch",
        "Đối chiếu",
    }


def test_files_come_by_a_manifest_and_only_with_their_hash(place, tmp_path, settings, capsys):
    settings.MEDIA_ROOT = tmp_path / "store"
    path, folder = workbook(tmp_path, GOOD), tmp_path / "files"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(PDF)
    (tmp_path / "secret.pdf").write_bytes(PDF)
    lines = [
        ["HS/2024/77", "a.pdf", sha256(PDF).hexdigest(), "Phương án"],
        ["HS/2024/77", "a.pdf", "0" * 64, ""],
        ["HS/2024/77", "../secret.pdf", "1" * 64, ""],
        ["LẠ", "a.pdf", sha256(PDF).hexdigest(), ""],
    ]
    (folder / "manifest.csv").write_bytes(
        write_csv(["Mã hồ sơ", "Tệp", "SHA-256", "Thành phần hồ sơ"], lines)
    )
    for _ in range(2):
        call_command("import_dossiers", str(path), "--files", str(folder), "--apply")
    assert Attachment.objects.get().paper == "phuong_an"
    printed = capsys.readouterr().out
    for reason in ("SHA-256: không khớp", "không có tệp “../secret.pdf”", "không được chuyển sang"):
        assert reason in printed
    assert "Đã gắn trước đây: 1" in printed


def test_the_dry_run_refuses_every_file_that_the_store_refuses(place, tmp_path, settings, capsys):
    settings.MEDIA_ROOT = tmp_path / "store"
    path, archive = workbook(tmp_path, GOOD), tmp_path / "files.zip"
    locked = PDF + b"trailer<</Encrypt 5 0 R>>"
    contents = {
        "a.pdf": PDF,
        "b.pdf": b"MZ\x90 no paper",
        "c.pdf": locked,
        "d.exe": PDF + b" ",
        "e.pdf": PDF + b"\n",
    }
    lines = [["HS/2024/77", name, sha256(content).hexdigest(), "", ""] for name, content in contents.items()]
    lines.append(["HS/2024/77", "f.pdf", sha256(PDF + b"x").hexdigest(), "", ".."])
    manifest = write_csv(["Mã hồ sơ", "Tệp", "SHA-256", "Thành phần hồ sơ", "Tên hiển thị"], lines)
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in ({"manifest.csv": manifest, "f.pdf": PDF + b"x"} | contents).items():
            file.writestr(name, content)
    whole = archive.read_bytes()
    archive.write_bytes(whole.replace(PDF + b"\nPK", PDF + b"?PK"))  # e.pdf no longer meets its checksum
    with pytest.raises(FileRefused):
        checked_content(io.BytesIO(locked), name="c.pdf", declared="", rules=AS_THEY_ARE)
    call_command("import_dossiers", str(path), "--files", str(archive))
    promised = capsys.readouterr().out
    assert "Tệp sẽ gắn: 1. Đã gắn trước đây: 0. Bị loại: 5." in promised
    for reason in ("“b.pdf” là chương trình", "“c.pdf” có mật khẩu", "“d.exe” có nội dung không đúng",
                   "không đọc được tệp", "“tep” có nội dung không đúng"):  # fmt: skip
        assert reason in promised
    call_command("import_dossiers", str(path), "--files", str(archive), "--apply")
    done = capsys.readouterr().out
    assert "Đã gắn 1 tệp." in done and "Tệp không nhận" not in done


def test_a_file_of_a_kind_that_is_not_kept_is_refused_and_nothing_is_attached(place, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "store"
    take(workbook(tmp_path, GOOD))
    (tmp_path / "a.pdf").write_bytes(b"MZ\x90 no paper")
    old_file = OldFile("dòng 2", "HS/2024/77", "a.pdf", sha256(b"MZ\x90 no paper").hexdigest(), "", "a.pdf")
    with pytest.raises(FileRefused):
        take_file(old_file, Folder(tmp_path), by=SYSTEM, now=NOW)
    assert not Attachment.objects.exists()


def test_only_keepers_of_the_catalogue_take_dossiers_and_numbers_over(place, tmp_path):
    found = planned(workbook(tmp_path, GOOD))
    for stranger in (Actor(), place.actor("emi"), place.actor("dung")):
        with pytest.raises(PermissionDenied):
            take_over_dossiers(plan=found, file_name="x", by=stranger, now=NOW)
        with pytest.raises(PermissionDenied):
            take_over_numbers(raised=[], by=stranger, now=NOW)


def numbers(*rows):
    return counter_plan(write_csv([*NUMBERS.values()], rows), on=NOW.date())


def test_numbers_go_on_after_the_last_ones_and_never_back(place):
    raise_numbers({"slip:mot-cua-a:01:2024": 9})
    rows = [
        ["mã hồ sơ", "so-a", "", "08/03/2024", "118"],
        ["phiếu", "mot-cua-a", "01", "2024", "9"],
        ["biên lai", "so-a", "", "2024", "904"],
    ]
    found = numbers(*rows)
    assert ([r.last for r in found.raised], found.unchanged, found.faults) == ([118, 904], 1, [])
    take_over_numbers(raised=found.raised, by=SYSTEM, now=NOW)
    assert next_number("dossier:000.00.14.H56:240308") == 119
    assert EventRow.objects.filter(name="onestop.NumberTakenOver").count() == 2
    lower = numbers(["phiếu", "mot-cua-a", "1", "2024", "8"], ["sổ lạ", "x", "", "y", "z"])
    assert lower.faults[-1].reason == "thấp hơn số đã cấp ở hệ thống này (9)"
    assert {f.column for f in lower.faults} == {"Sổ", "Cơ quan", "Kỳ", "Số cuối"} - {"Kỳ"}
    with pytest.raises(NumbersMoved):
        take_over_numbers(raised=found.raised, by=SYSTEM, now=NOW)
