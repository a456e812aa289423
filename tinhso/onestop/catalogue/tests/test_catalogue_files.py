"""The catalogue out and in again as CSV and XLSX."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from tests.town import make_officer
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.roles import Administrator
from tinhso.lib.files.spreadsheets import bared, guarded
from tinhso.onestop.catalogue.actions.apply_catalogue_import import (
    AppliedAlready,
    OwnImport,
    apply_catalogue_import,
)
from tinhso.onestop.catalogue.actions.check_catalogue_file import check_catalogue_file
from tinhso.onestop.catalogue.actions.set_online_services import NotAService
from tinhso.onestop.catalogue.cells import COLUMNS, decode, encode
from tinhso.onestop.catalogue.files import FileRefused, read_file, write_csv, write_xlsx
from tinhso.onestop.catalogue.rows import missing_parts, standings
from tinhso.onestop.models import CatalogueImport, OnlineService, Procedure, ProcedureVersion
from tinhso.onestop.tests.makers import NOW

DAY = NOW.date()
POST = "1.003659"


def rows_now():
    return [standing.values for standing in standings(DAY).values()]


def take(values, *, by=SYSTEM):
    held = check_catalogue_file(content=write_csv(values), file_name="a.csv", by=by, now=NOW)
    return held, lambda: apply_catalogue_import(import_id=held.pk, by=by, now=NOW)


def changed(code, /, **changes):
    return [row | changes for row in rows_now() if row["code"] == code]


@pytest.mark.django_db
def test_a_checked_file_that_nobody_applies_is_kept_for_two_days():
    first = check_catalogue_file(content=write_csv([]), file_name="a.csv", by=SYSTEM, now=NOW)
    for late, left in ((timedelta(days=2), True), (timedelta(days=2, seconds=1), False)):
        check_catalogue_file(content=write_csv([]), file_name="b.csv", by=SYSTEM, now=NOW + late)
        assert CatalogueImport.objects.filter(pk=first.pk).exists() is left


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_goes_out_comes_in_again_without_loss(catalogue, write):
    rows = rows_now()
    read = read_file(write(rows))
    assert [decode(cells) for cells in read] == [decode(encode(row)) for row in rows]
    papers = {paper["id"]: paper for row in rows if row["code"] == POST for paper in row["papers"]}
    second = next(decode(cells)[0] for cells in read if cells["code"] == POST)
    assert {paper["id"]: paper for paper in second["papers"]} == papers
    held = check_catalogue_file(content=write(rows), file_name="a", by=SYSTEM, now=NOW)
    report = {name: held.report[name] for name in ("created", "changed", "refused", "unchanged")}
    assert report == {"created": 0, "changed": 0, "refused": 0, "unchanged": len(rows)}


@pytest.mark.long
@pytest.mark.django_db
def test_reading_the_catalogue_takes_few_queries(catalogue, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        rows_now()


@pytest.mark.long
@pytest.mark.django_db
def test_a_checked_file_changes_nothing_until_it_is_applied_and_then_once(catalogue):
    new = changed(POST)[0] | {
        "code": "9.999001",
        "name": "Thủ tục thử",
        "valid_from": date(2024, 4, 1),
        "online": [],
    }
    other = changed("1.003659", keywords="bưu cục", name="Cấp giấy phép bưu chính (sửa)")
    held, apply = take([*other, new])
    assert (held.report["created"], held.report["changed"], held.report["versions"]) == (1, 1, 1)
    assert not Procedure.objects.filter(code="9.999001").exists()
    apply()
    made = Procedure.objects.on(DAY).get(code="9.999001")
    assert made.levels == ["province"]
    assert ProcedureVersion.objects.of(made, date(2024, 4, 1)).definition.id == "giay-phep-buu-chinh"
    assert Procedure.objects.get(code=POST).keywords == "bưu cục"
    event = EventRow.objects.get(name="onestop.CatalogueImported")
    assert event.payload["created"] == event.payload["changed"] == 1
    with pytest.raises(AppliedAlready):
        apply()


@pytest.mark.django_db
def test_the_same_file_a_second_time_finds_nothing_to_do(catalogue):
    take(changed(POST, keywords="bưu cục"))[1]()
    held, apply = take(changed(POST, keywords="bưu cục"))
    assert held.report["unchanged"] == 1
    apply()
    assert EventRow.objects.filter(name="onestop.CatalogueImported").count() == 1


@pytest.mark.long
@pytest.mark.django_db
def test_changed_content_is_a_new_version_between_the_one_before_and_the_one_after(catalogue):
    held, apply = take(changed(POST, result_name="Giấy phép mới", valid_from=date(2024, 5, 1)))
    assert held.report["versions"] == 1, held.report
    apply()
    procedure = Procedure.objects.get(code=POST)
    days = [(date(2024, 4, 30), 1), (date(2024, 5, 1), 3), (date(2025, 7, 1), 2)]
    assert [ProcedureVersion.objects.of(procedure, day).number for day, _n in days] == [n for _d, n in days]
    made = ProcedureVersion.objects.get(procedure=procedure, number=3)
    former = ProcedureVersion.objects.get(procedure=procedure, number=1)
    assert (made.form, made.process, made.papers) == (former.form, former.process, former.papers)


@pytest.mark.django_db
def test_services_of_a_file_end_and_begin_on_the_day(catalogue):
    line = {"level": "province", "kind": "partly", "since": date(2024, 3, 8), "national_since": None}
    take(changed(POST, online=[line | {"reason": "Phải nộp bản gốc"}]))[1]()
    of = OnlineService.objects.filter(procedure__code=POST)
    assert of.on(DAY).get().kind == "partly"
    assert of.on(date(2024, 3, 7)).get().kind == "wholly"


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"name": ""}, "name", "thiếu tên"),
        ({"code": "a b"}, "code", "ghi dạng 1.003659"),
        ({"code": "ABC"}, "code", "ghi dạng 1.003659"),
        ({"code": "9.99900"}, "code", "ghi dạng 1.003659"),
        ({"field": "la"}, "field", "không có lĩnh vực"),
        ({"level": "la"}, "level", "không có cấp"),
        ({"also_at": ["province"]}, "also_at", "không nhận"),
        ({"subjects": ["ai"]}, "subjects", "không nhận"),
        ({"result_name": "khác"}, "valid_from", "ghi ngày áp dụng sau"),
        ({"result_name": "khác", "valid_from": date(2026, 1, 1)}, "valid_from", "đã có bản khác"),
        ({"form": "khong-co", "valid_from": date(2024, 5, 1)}, "form", "không có mẫu đơn"),
        (
            {"online": [{"level": "province", "kind": "partly", "since": DAY, "reason": ""}]},
            "online",
            "cần lý do",
        ),
        ({"fees": [{"name": "Phí", "amount": "mười"}]}, "fees", "không phải số tiền"),
        ({"time_limits": [{"level": "province", "amount": "0", "unit": "day"}]}, "time_limits", "lớn hơn 0"),
        ({"keywords": "a" * 2001}, "keywords", "dài quá 2000"),
        ({"order_text": "a" * 20_001}, "order_text", "dài quá 20000"),
    ],
)
def test_a_bad_row_is_told_with_row_column_and_reason_and_the_good_ones_go_in(
    catalogue, changes, column, words
):
    good = changed("1.001193", keywords="mới")
    held, apply = take([*good, *changed(POST, **changes)])
    fault = held.report["faults"][0]
    assert (fault["row"], fault["column"]) == (3, COLUMNS[column])
    assert words in fault["reason"]
    apply()
    assert Procedure.objects.get(code="1.001193").keywords == "mới"
    assert EventRow.objects.get(name="onestop.CatalogueImported").payload["refused"] == 1


@pytest.mark.django_db
def test_a_code_that_stands_twice_is_refused_the_second_time(catalogue):
    held, _apply = take(changed(POST, keywords="a") * 2)
    assert held.report["faults"][0]["row"] == 3


def test_a_file_of_another_kind_or_size_is_refused():
    with pytest.raises(FileRefused, match="thiếu cột"):
        read_file(b"a,b\n1,2\n")
    with pytest.raises(FileRefused, match="UTF-8"):
        read_file(b"\xff\xfe\x00")
    with pytest.raises(FileRefused, match="XLSX"):
        read_file(b"PK\x03\x04 rubbish")
    with pytest.raises(FileRefused, match="lớn hơn"):
        read_file(b"a" * (8 * 1024 * 1024 + 1))
    with pytest.raises(FileRefused, match="không có dòng"):
        read_file(b"")
    with pytest.raises(FileRefused, match="hơn 5000"):
        read_file((",".join(f'"{h}"' for h in COLUMNS.values()) + "\n" + "x\n" * 5001).encode())


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-x", "@SUM(A1)", "'quoted", "\tx"])
def test_no_cell_goes_out_as_a_formula(cell):
    assert guarded(cell).startswith("'")
    assert bared(guarded(cell)) == cell
    assert f"\n'{cell}".encode() in write_csv([{"code": cell}]).replace(b'"', b"").replace(b"\r", b"")


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1)


@given(name=PLAIN, note=PLAIN, more=st.dictionaries(PLAIN.map(lambda k: "x" + k), PLAIN, max_size=2))
def test_bars_backslashes_and_unknown_keys_survive_a_cell(name, note, more):
    paper = {"id": "a", "name": name, "note": note, "originals": 1, "copies": 0, "required": True}
    paper |= {"made": False, "replaced_by": ""} | more
    assert decode(encode({"papers": [paper]}))[0]["papers"] == [paper]


@pytest.mark.django_db
def test_a_stranger_neither_checks_nor_applies(town, catalogue):
    for name in ("an", "binh", "sau"):
        with pytest.raises(PermissionDenied):
            take([], by=town.actor(name))
    held, _apply = take(changed(POST))
    with pytest.raises(PermissionDenied):
        apply_catalogue_import(import_id=held.pk, by=town.actor("chi"), now=NOW)


@pytest.mark.django_db
def test_who_brought_a_file_with_new_versions_does_not_apply_it(town, catalogue):
    held, apply = take(
        changed(POST, result_name="Giấy phép khác", valid_from=date(2024, 4, 1)), by=town.actor("quan")
    )
    assert held.report["versions"] == 1
    with pytest.raises(OwnImport):
        apply()
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    apply_catalogue_import(import_id=held.pk, by=town.actor("hanh"), now=NOW)
    assert CatalogueImport.objects.get(pk=held.pk).applied_at == NOW


@pytest.mark.django_db
def test_the_commands_write_check_and_apply(catalogue, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    file, report = tmp_path / "a.xlsx", tmp_path / "loi.csv"
    call_command("export_procedures", file)
    call_command("import_procedures", file, report=report)
    assert "Chưa ghi gì." in capsys.readouterr().out
    file.write_bytes(write_xlsx([*changed(POST, keywords="mới"), {"code": "=a"}]))
    call_command("import_procedures", file, apply=True, report=report)
    assert "Thay đổi: 1." in capsys.readouterr().out
    assert "Mã thủ tục" in report.read_text()


@pytest.mark.django_db
def test_what_a_procedure_lacks_is_computed_from_its_seven_parts(catalogue):
    whole = standings(DAY, [POST])[POST].version
    assert missing_parts(whole) == []
    general = standings(DAY, ["1.001193"])["1.001193"].version
    if not general.own_form:
        assert "thời hạn giải quyết" in missing_parts(general)
    assert len(missing_parts(None)) == 7


@pytest.mark.django_db
def test_checked_files_that_nobody_applied_are_forgotten(catalogue):
    held, _apply = take(changed(POST))
    CatalogueImport.objects.filter(pk=held.pk).update(made_at=NOW.replace(day=1))
    take(changed(POST))
    assert not CatalogueImport.objects.filter(pk=held.pk).exists()


@pytest.mark.django_db
def test_a_service_that_another_follows_is_not_written_over(catalogue):
    procedure = Procedure.objects.get(code=POST)
    OnlineService.objects.filter(procedure=procedure).delete()
    [row] = changed(POST)
    level = row["level"]
    later = DateRange(DAY + timedelta(days=30), None)
    OnlineService.objects.create(procedure=procedure, level=level, kind="wholly", valid=later)
    line = {"level": level, "kind": "wholly", "reason": "", "since": DAY, "national_since": None}
    _held, apply = take([row | {"online": [line]}])
    with pytest.raises(NotAService):
        apply()
    assert OnlineService.objects.filter(procedure=procedure).count() == 1
