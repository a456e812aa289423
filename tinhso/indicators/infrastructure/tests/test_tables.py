"""Tables of operators: read first, every line that is not understood named, imported after, imported again."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.infrastructure.actions.enter_operator import enter_operator
from tinhso.indicators.infrastructure.actions.erase_tables import erase_tables
from tinhso.indicators.infrastructure.actions.import_table import import_table
from tinhso.indicators.infrastructure.actions.receive_table import receive_table
from tinhso.indicators.infrastructure.permissions import InfrastructureForbidden
from tinhso.indicators.infrastructure.table_file import table_lines
from tinhso.indicators.infrastructure.tests import makers as make
from tinhso.indicators.infrastructure.writing_items import changes_of
from tinhso.indicators.models import InfrastructureItem, OperatorTable, StationPosition
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import FileRefused, NotYourFile
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.tables.reading import NotRead


def sheet(*lines):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for n, line in enumerate(lines, 3):  # two empty rows on top
            for column, cell in enumerate(line):
                page.write(n - 1, column, cell)
    return out.getvalue()


@pytest.mark.long
def test_a_file_is_read_by_its_headings_and_nothing_is_in_the_register_yet(network_town):
    bad = ("A3;;99999;6G;Không rõ;40/01/2022;10;10", "Tổng cộng", "A4;Trạm bốn;14797;4G;Có;;;;thừa")
    table = make.received(network_town, *make.ROWS, *bad)
    assert table.state == "read" and not InfrastructureItem.objects.exists()
    changes = changes_of(table)
    assert [one.code for one in changes.added] == ["A1", "A2"] and changes.nameless
    reasons = {(one.line, one.reason) for one in changes.bad}
    assert {line for line, _ in reasons} == {4, 5, 6}
    text = " ".join(reason for _, reason in reasons)
    for words in ("Thiếu tên", "“99999”", "6G", "rõ là Có", "40/01/2022", "ngoài Việt Nam", "9 ô"):
        assert words in text, words
    second = make.received(network_town, *make.ROWS, *bad)
    assert second == table and OperatorTable.objects.count() == 1


@pytest.mark.long
def test_a_spreadsheet_is_read_too_and_its_lines_are_those_that_it_shows(network_town):
    heads = make.HEADINGS.split(";")[:5]
    data = sheet(
        ["Danh sách trạm", "", "", "", ""], heads, ["A1", "Trạm", 14797, "4G", "Có"], ["", "x", "", "", ""]
    )
    table = make.received(network_town, data=data, name="bang.xlsx")
    assert table.rows[0][0] == 5 and table.rows[0][1]["code"] == "A1"
    assert changes_of(table).added[0].place_id == network_town.commune.pk


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        pytest.param(b"a;b\n1;2\n", "bang.csv", "thiếu cột", marks=pytest.mark.long),
        pytest.param(make.content(), "bang.csv", "không có dòng", marks=pytest.mark.long),
    ],
)
def test_a_file_that_holds_no_such_table_is_refused_in_words(network_town, data, name, words):
    with pytest.raises(EntryRefused, match=words):
        make.received(network_town, data=data, name=name)
    assert StoredFile.objects.filter(claimed_at=None).count() == 1, "what was sent is still there"


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"", b"PK\x03\x04 broken", b"%PDF-1.7\n"])
def test_what_is_no_table_at_all_does_not_come_in(network_town, data):
    with pytest.raises(FileRefused):
        make.uploaded(network_town, data)


def test_headings_are_sought_below_titles_and_none_is_told_by_name():
    records = [
        (1, ["Phụ lục"], ""),
        (3, ["MÃ ĐIỂM", "tên", "Xã", "internet"], ""),
        (4, ["P1", "BĐX", "A", "x"], ""),
    ]
    found = table_lines(records, "post")
    assert found.rows == [(4, {"code": "P1", "name": "BĐX", "commune_name": "A", "internet": "x"})]
    with pytest.raises(NotRead, match="“Internet”, “Mã xã”"):
        table_lines([(1, ["Mã", "Tên"], "")], "post")
    odd = table_lines([(1, ["Mã", "Tên", "Mã xã"], ""), (2, ["'1", "x", "2"], "dấu nháy lạ")], "wifi")
    assert odd.unread == [(2, "'1 · x · 2", "Dòng có dấu nháy lạ.", True)]


def test_a_day_to_come_a_stranger_and_a_strangers_file_are_refused(network_town):
    for who in ("binh", "bao", "sau", "quan"):
        with pytest.raises(InfrastructureForbidden):
            make.received(network_town, *make.ROWS, who=who)
    with pytest.raises(EntryRefused, match="chưa tới"):
        make.received(network_town, *make.ROWS, as_of=date(2024, 4, 1))


@pytest.mark.long
def test_a_file_of_somebody_else_is_not_to_be_had(network_town):
    file = make.uploaded(network_town, make.content(*make.ROWS), who="van")
    given = {"kind": "station", "operator": network_town.operator, "as_of": date(2024, 3, 1), "file": file}
    with pytest.raises(NotYourFile):
        receive_table(**given, by=network_town.actor("emi"), now=NOW)


def test_an_import_replaces_only_what_came_with_tables_of_this_operator(network_town):
    town = network_town
    by_hand = make.item(town)
    first = make.imported(town, [make.station("A1", lat="19,8", lon="105,7"), make.station("A2")])
    assert (first.added, first.changed, first.ended, first.refused, first.rows) == (2, 0, 0, 0, [])
    assert StationPosition.objects.count() == 1
    same = make.imported(town, [make.station("A1"), make.station("A2")], as_of=date(2024, 3, 2))
    assert (same.added, same.changed, same.ended) == (0, 0, 0)
    later = [make.station("A1", technologies="4G/5G"), make.station("A3", commune="14758")]
    second = make.imported(town, later, as_of=date(2024, 3, 5))
    assert (second.added, second.changed, second.ended) == (1, 1, 1)
    rows = InfrastructureItem.objects.order_by("code", "since").values_list("code", "since", "until")
    day = date(2024, 3, 5)
    assert list(rows) == [
        ("A1", date(2024, 3, 1), day),
        ("A1", day, None),
        ("A2", date(2024, 3, 1), day),
        ("A3", day, None),
        ("T1", NOW.date(), None),
    ]
    standing = InfrastructureItem.objects.standing().get(code="A1")
    assert (standing.position.lat, standing.technologies) == (Decimal("19.8"), ["4G", "5G"])
    assert InfrastructureItem.objects.get(pk=by_hand.pk).until is None
    event = EventRow.objects.filter(name__endswith="OperatorTableImported").last()
    assert event.payload["ended"] == 1


def test_a_line_that_is_not_understood_ends_nothing_that_it_may_speak_of(network_town):
    make.imported(network_town, [make.station("A1"), make.station("A2")])
    broken = [make.station("A1", technologies="9G"), make.station("A3")]
    found = make.imported(network_town, broken, as_of=date(2024, 3, 2))
    assert (found.added, found.ended, found.refused) == (1, 1, 1)  # A2 is gone, A1 stays
    assert InfrastructureItem.objects.standing().filter(code="A1").exists()
    stray = [(9, "x", "Dòng có 9 ô", True)]
    found = make.imported(network_town, [make.station("A3")], unread=stray, as_of=date(2024, 3, 3))
    assert found.ended == 0 and InfrastructureItem.objects.standing().count() == 2


def test_no_line_that_is_not_understood_tells_where_a_station_stands(network_town):
    odd = make.as_read(
        network_town,
        [
            make.station("A1", lat="19.807100N", lon="105.776200E"),
            make.station("A2", in_use_since="19,807100", shared="105.7762", until="19°48'25\""),
        ],
        unread=[(9, "A3 · Trạm ba · 14797 · 19,807100 · 105.776200", "Dòng có 9 ô, bảng có 8 cột.", True)],
    )
    found = changes_of(odd).bad
    assert len(found) == 6 and found[-1].what == "A3 · Trạm ba · 14797 · … · …"
    text = " ".join(one.what + one.reason for one in found)
    assert not any(part in text for part in ("8071", "7762", "48'")), text


def test_many_changes_take_no_more_queries_than_few(network_town, django_assert_max_num_queries):
    codes = [f"A{n}" for n in range(12)]
    make.imported(network_town, [make.station(one, lat="19,8", lon="105,7") for one in codes])
    few = [make.station("A0", technologies="5G"), make.station("A1", village="Một")]
    same = [make.station(one) for one in codes[2:-1]]
    with CaptureQueriesContext(connection) as first:
        found = make.imported(network_town, [*few, *same], as_of=date(2024, 3, 2))
    assert (found.changed, found.ended) == (2, 1)
    many = [make.station(one, technologies="4G/5G") for one in codes[:5]]
    many += [make.station(one, village="Hai", technologies="4G") for one in codes[5:8]]
    with django_assert_max_num_queries(len(first)):
        found = make.imported(network_town, many, as_of=date(2024, 3, 3))
    assert (found.changed, found.ended) == (8, 3)
    standing = InfrastructureItem.objects.standing()
    assert [(one.code, one.village, one.technologies[-1]) for one in standing] == [
        *((code, "", "5G") for code in codes[:5]),
        *((code, "Hai", "4G") for code in codes[5:8]),
    ]
    assert {one.position.lat for one in standing} == {Decimal("19.8")}
    assert {one.table for one in standing} == {found}


def test_another_operators_rows_of_the_same_code_stay_as_they_are(network_town):
    other = enter_operator(
        code="mang-z", name="Z", begins=date(2020, 1, 1), ends=None, by=network_town.actor("emi"), now=NOW
    )
    item = make.item(network_town, code="A1", operator=other)
    before = InfrastructureItem.objects.filter(pk=item.pk).values().get()
    make.imported(network_town, [make.station("A1", technologies="5G"), make.station("A2")])
    make.imported(network_town, [make.station("A2")], as_of=date(2024, 3, 3))
    assert InfrastructureItem.objects.filter(pk=item.pk).values().get() == before


def test_a_code_twice_a_day_of_ending_and_a_code_that_comes_again(network_town):
    twice = make.as_read(network_town, [make.station("A1"), make.station("A1")])
    assert [one.reason for one in changes_of(twice).bad] == ["Mã này đã có ở dòng 2."]
    make.imported(network_town, [make.station("A1", in_use_since="01/02/2021"), make.station("A2")])
    ended = make.station("A1", until="2024-03-03")
    assert make.imported(network_town, [ended, make.station("A2")], as_of=date(2024, 3, 4)).ended == 1
    second = [make.station("A1", in_use_since="01/02/2021"), make.station("A2")]
    assert make.imported(network_town, second, as_of=date(2024, 3, 6)).added == 1
    spans = InfrastructureItem.objects.filter(code="A1").order_by("since").values_list("since", "until")
    assert list(spans) == [(date(2021, 2, 1), date(2024, 3, 3)), (date(2024, 3, 3), None)]


def test_what_was_imported_is_older_or_says_nothing_is_refused(network_town):
    by = network_town.actor("emi")
    done = make.imported(network_town, [make.station("A1")])
    with pytest.raises(EntryRefused, match="trước đó"):
        import_table(table=done, by=by, now=NOW)
    with pytest.raises(EntryRefused, match="mới hơn"):
        make.imported(network_town, [make.station("A2")], as_of=date(2024, 2, 1))
    with pytest.raises(EntryRefused, match="Không dòng nào"):
        make.imported(
            network_town, [make.station("A1", technologies="x")], kind="station", as_of=date(2024, 3, 3)
        )
    with pytest.raises(InfrastructureForbidden):
        make.imported(network_town, [make.station("A2")], who="bao")


def test_what_nobody_imported_goes_with_its_file_when_its_days_are_over(network_town):
    done = make.imported(network_town, [make.station("A1")])
    make.as_read(network_town, [make.station("A2")])
    assert erase_tables(by=SYSTEM, now=NOW + timedelta(days=29)) == 0
    assert erase_tables(by=SYSTEM, now=NOW + timedelta(days=31)) == 1
    assert list(OperatorTable.objects.values_list("pk", flat=True)) == [done.pk]
    assert StoredFile.objects.count() == 1
