"""A finding that was seen in a year counts there, whenever it was opened; what was seen is only ever widened."""

from datetime import date, datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI
from tinhso.lib.hunting.logs import Hit
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.end_decision import end_decision
from tinhso.security.hunting.actions.file_hits import file_hits
from tinhso.security.hunting.tests.makers import line, log_row
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.actions.resolve_machine import resolve_machine
from tinhso.security.intake.indicators import Indicator
from tinhso.security.intake.reading import read_received_report
from tinhso.security.measures import in_contact, infected, sightings
from tinhso.security.models import FindingYear, Machine, SecurityFinding, UnregisteredMachine
from tinhso.security.reporting.figures import report_of
from tinhso.security.reporting.periods import Period
from tinhso.security.reporting.posture import posture_of
from tinhso.security.tests.makers import imported, let_through, listed, read_list, reported, scanned

A, B, STRANGE, DAY = "10.0.0.1", "10.0.0.2", "10.9.9.9", timedelta(days=1)
AT = "/can-bo/an-toan-thong-tin/"
AGENCIES = """
select count(distinct f.agency_id) from security_findingyear y join security_securityfinding f on f.id = y.finding_id
where y.year = %s and f.kind = %s and f.machine_id is not null and y.last_seen >= make_timestamptz(%s, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
 and y.first_seen < make_timestamptz(%s + 1, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
 and not exists (select from security_findingdecision d where d.finding_id = f.id and d.kind = 'false_positive'
  and d.at < make_timestamptz(%s + 1, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
  and (d.settled_at is null or d.settled_at >= make_timestamptz(%s + 1, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')))
"""


def on(year, month, day=10):
    return datetime(year, month, day, 9, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-a,{A}\n", since=date(2020, 1, 1))
    read_list(guarded, guarded.agency_b, "bach", f"name,ip\npc-b,{B}\n", since=date(2020, 1, 1))
    return guarded


def scan_showing(town, at, *machines, kind=FindingKind.BOTNET, looked=(A, B), now=None):
    found = [reported(one, "C2", kind=kind) for one in machines]
    return imported(town, scanned(*found, machines=looked, at=at), now=now or at + DAY)


def by_year(rows, *years):
    return [rows.filter(first_seen__year=year).count() for year in years]


def by_sql(kind, *years):
    with connection.cursor() as cursor:
        return [
            cursor.execute(AGENCIES, [year, kind, year, year, year, year]) and cursor.fetchone()[0]
            for year in years
        ]


def test_what_stays_open_over_new_year_and_is_seen_again_counts_in_both_years(town):
    """It counted where it was opened alone: an agency that never mended had no contact in the next year."""
    scan_showing(town, on(2023, 12), A, B)
    scan_showing(town, on(2024, 1), A)
    assert by_year(in_contact(), 2022, 2023, 2024) == by_sql("botnet", 2022, 2023, 2024) == [0, 2, 1]
    assert in_contact().get(year=2024).first_seen == on(2024, 1)
    assert by_year(infected(), 2023, 2024) == by_sql("malware", 2023, 2024) == [0, 0]


def test_a_scan_that_comes_in_late_counts_when_it_looked(town):
    scan_showing(town, on(2024, 2), A)
    scan_showing(town, on(2023, 11), A, now=NOW)
    scan_showing(town, on(2024, 1), A, now=NOW)
    rows = FindingYear.objects.order_by("year").values_list("year", "months", "first_seen", "last_seen")
    assert list(rows) == [
        (2023, [11], on(2023, 11), on(2023, 11)),
        (2024, [1, 2], on(2024, 1), on(2024, 2)),
    ]


@pytest.mark.parametrize(
    ("ends", "years"), [("thu-moi.example", [2023, 2024]), ("vnexpress.example", [2023])]
)
def test_a_log_over_new_year_counts_where_it_holds_a_contact(town, ends, years):
    listed(town, "thu-moi.example\n", now=NOW - DAY)
    let_through(town)
    asked = {on(2023, 12, 30): "thu-moi.example", on(2023, 12, 31): "thu-moi.example", on(2024, 1, 2): ends}
    lines = [line(at, A, f"a.{name}") for at, name in asked.items()]
    source = receive_report(agency=None, content="\n".join(lines).encode(), file_name="dns.log", client_key=uuid4(), by=town.actor("cuc"), now=NOW)  # fmt: skip
    read_received_report(source.pk, NOW)
    assert sorted(FindingYear.objects.values_list("year", flat=True)) == years
    assert by_year(in_contact(), 2023, 2024) == by_sql("botnet", 2023, 2024) == [1, len(years) - 1]


def test_a_hunt_counts_in_each_year_of_its_hits(town):
    hit = Hit(A, "name", "moi.example", on(2023, 12, 30), on(2024, 1, 2), 2, 1)
    new = {("name", "moi.example"): Indicator("name", "moi.example", "Mới")}
    file_hits(log=log_row(town), indicators=new, hits=[hit], looked=[A], by=SYSTEM, now=NOW)
    assert by_year(in_contact(), 2023, 2024) == by_sql("botnet", 2023, 2024) == [1, 1]


def test_what_was_a_false_alarm_when_the_year_ended_does_not_count_there(town):
    scan_showing(town, on(2023, 11), A)
    words = {"by": town.actor("anh"), "now": on(2023, 12)}
    alarm = decide(finding=SecurityFinding.objects.get(), kind="false_positive", reason="x", expires_on=date(2024, 3, 1), **words)  # fmt: skip
    scan_showing(town, on(2024, 1), A)
    assert by_year(in_contact(), 2023, 2024) == by_sql("botnet", 2023, 2024) == [0, 0]
    end_decision(decision=alarm, by=town.actor("anh"), now=on(2024, 2))
    assert by_year(in_contact(), 2023, 2024) == by_sql("botnet", 2023, 2024) == [0, 1]


def test_what_was_seen_is_only_ever_widened(town):
    scan_showing(town, on(2023, 11), A)
    scan_showing(town, on(2023, 12), B)
    row = FindingYear.objects.get(finding__machine__name="pc-a")
    other = FindingYear.objects.get(finding__machine__name="pc-b").finding_id
    SecurityFinding.objects.filter(pk=other).update(weakness="khác")
    for changes in (
        {"first_seen": on(2023, 11, 20)},
        {"last_seen": on(2023, 11, 1), "first_seen": on(2023, 11, 1)},
        {"months": [12]},
        {"year": 2022},
        {"first_seen": None, "last_seen": None, "months": [], "unclear_months": [11]},
        {"finding_id": other},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FindingYear.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        row.delete()


def test_of_a_machine_that_turns_out_to_be_another_one_every_year_stays(town):
    scan_showing(town, on(2024, 1), A, looked=())
    for at in (on(2022, 3), on(2023, 5), on(2024, 2)):
        scan_showing(town, at, STRANGE, looked=())
    assert by_year(in_contact(), 2022, 2023, 2024) == [0, 0, 1]
    resolve_machine(unregistered=UnregisteredMachine.objects.get(), machine=Machine.objects.get(name="pc-a"), by=town.actor("cuc"), now=NOW)  # fmt: skip
    assert by_year(in_contact(), 2022, 2023, 2024) == [1, 1, 1]
    rows = FindingYear.objects.order_by("year").values_list("year", "months")
    assert list(rows) == [(2022, [3]), (2023, [5]), (2024, [1, 2])]


@pytest.mark.long
def test_tile_report_and_public_figure_count_by_one_rule(town, client):
    """The tile told open findings of every machine beside what was opened this month on registered ones."""
    scan_showing(town, on(2023, 12), A, B, STRANGE, kind=FindingKind.MALWARE)
    scan_showing(town, NOW - DAY, A, kind=FindingKind.MALWARE, looked=(A, B), now=NOW)
    found = posture_of(None, NOW)
    assert (found.open, found.unregistered, found.infected) == (1, 1, 1)
    assert (found.lines["found"].now, found.lines["mended"].now) == (1, 1)
    today = NOW.date()
    months = [report_of(Period(*one), None, today).lines["found"].now for one in ((2023, 12), (2024, 1), (2024, 3))]  # fmt: skip
    assert months == [2, 0, 1]
    years = [report_of(Period(year), None, today).lines["found"].now for year in (2023, 2024, 2025)]
    assert years == [2, 1, 0]
    assert [sightings().filter(year=year).count() for year in (2023, 2024)] == years[:2]
    assert by_year(infected(), 2023, 2024) == by_sql("malware", 2023, 2024) == years[:2]
    page = town.sign_in(client, "cuc").get(f"{AT}buc-tranh/").content.decode()
    assert "tháng này: thấy 1, khắc phục 1" in page and "chưa kể 1 ở máy chưa biết" in page


UPGRADE = import_module("tinhso.security.migrations.0020_finding_years")


def upgraded():
    """The rows as the upgrade writes them, of what a database of 0.1.0 holds."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        FindingYear.objects.all().delete()
        cursor.execute(UPGRADE.KNOWN + UPGRADE.FILL)
        cursor.execute("set local session_replication_role = origin")
        for name in ("seen_at", "seen_months", "unclear_months"):
            cursor.execute(f"drop table {name}")
    return list(
        FindingYear.objects.order_by("finding__machine__name", "year").values_list(
            "finding__machine__name", "year", "months", "unclear_months"
        )
    )


def test_the_upgrade_fills_in_what_is_known_and_marks_what_is_not(town, client):
    """A was shown to narrow scans alone, B to whole ones."""
    scan_showing(town, on(2022, 11), A, B, looked=())
    for at in (on(2023, 3), on(2023, 6)):
        scan_showing(town, at, B, looked=(B,))
    scan_showing(town, on(2023, 7), looked=(B,))
    scan_showing(town, on(2023, 12), B, looked=(B,))
    scan_showing(town, on(2024, 1), A, looked=())
    written = dict.fromkeys(FindingYear.objects.values_list("finding__machine__name", "year", "first_seen", "last_seen"))  # fmt: skip
    assert upgraded() == [
        ("pc-a", 2022, [11], [12]),
        ("pc-a", 2023, [], list(range(1, 13))),
        ("pc-a", 2024, [1], []),
        ("pc-b", 2022, [11], [12]),
        ("pc-b", 2023, [3, 6, 12], [1, 2, 4, 5, 7]),
    ]
    filled = FindingYear.objects.filter(first_seen__isnull=False)
    assert set(filled.values_list("finding__machine__name", "year", "first_seen", "last_seen")) == set(written)  # fmt: skip
    assert by_year(in_contact(), 2022, 2023, 2024) == by_sql("botnet", 2022, 2023, 2024) == [2, 1, 1]
    found = [report_of(Period(*one), None, NOW.date()).lines["unclear"].now for one in ((2023,), (2023, 5), (2023, 6), (2024,))]  # fmt: skip
    assert found == [1, 2, 1, 0]
    code = SecurityFinding.objects.get(machine__name="pc-a").code
    page = town.sign_in(client, "anh").get(f"{AT}diem-yeu/{code}/").content.decode()
    assert "2022: tháng 11, không rõ tháng 12; 2023: không rõ tháng 1, 2" in page
    scan_showing(town, on(2023, 8), A, looked=(), now=NOW)
    assert by_year(in_contact(), 2023) == [2] and clock.now() == NOW
