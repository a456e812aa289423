"""Reports: figures of the registers, of one agency or of the province, beside the period before."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.tests.makers import issued, task_of
from tinhso.security.findings.actions.decide import decide
from tinhso.security.measures import scanned as scanned_machines
from tinhso.security.measures import vulnerabilities
from tinhso.security.models import FindingChange, InformationSystem, SecurityFinding
from tinhso.security.reporting import month_report, tables
from tinhso.security.reporting.figures import by_agency, open_at, report_of
from tinhso.security.reporting.lines import LINES
from tinhso.security.reporting.periods import Period
from tinhso.security.reporting.permissions import can_read_report
from tinhso.security.tests.makers import approve, imported, read_list, registered, reported, scanned

AT = "/can-bo/an-toan-thong-tin/"
A, B = "10.0.0.1", "10.0.0.2"
FEBRUARY, MARCH, YEAR = Period(2024, 2), Period(2024, 3), Period(2024)
TODAY = NOW.date()
IN_FEBRUARY = datetime(2024, 2, 10, 9, tzinfo=HANOI)


@pytest.fixture
def town(guarded):
    """In February a weakness of A and two of B; by today A's and one of B's are mended."""
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-a,{A}\n", since=date(2023, 6, 1))
    read_list(guarded, guarded.agency_b, "bach", f"name,ip\npc-b,{B}\n", since=date(2023, 6, 1))
    imported(
        guarded, scanned(reported(A), machines=[A], at=IN_FEBRUARY), agency=guarded.agency_a, now=IN_FEBRUARY
    )
    both = [reported(B), reported(B, "R2")]
    imported(guarded, scanned(*both, machines=[B], at=IN_FEBRUARY), agency=guarded.agency_b, now=IN_FEBRUARY)
    imported(guarded, scanned(machines=[A]), agency=guarded.agency_a)
    imported(guarded, scanned(reported(B, "R2"), machines=[B]), agency=guarded.agency_b)
    return guarded


def numbers(report):
    return {code: pair.now for code, pair in report.lines.items()}


def test_a_month_stands_beside_the_one_before(town):
    found = report_of(MARCH, town.agency_b.pk, TODAY)
    assert (found.lines["found"].now, found.lines["found"].former) == (1, 2)  # R2 was seen again
    assert (found.lines["opened"].now, found.lines["opened"].former) == (0, 2)
    assert (found.lines["mended"].now, found.lines["mended"].former) == (1, 0)
    assert found.lines["mended_in_time"].now == 1 and found.lines["vulnerable"].now == 1
    assert (found.open.every, found.open_former.every) == (1, 2)
    assert found.open.by_severity == {3: 1}
    assert (found.lines["machines"].now, found.lines["scanned"].now) == (1, 1)


@pytest.mark.long
def test_the_province_is_the_sum_of_its_agencies(town):
    agencies = [town.agency_a.pk, town.agency_b.pk, town.committee.pk]
    whole = numbers(report_of(YEAR, None, TODAY))
    parts = [numbers(report_of(YEAR, pk, TODAY)) for pk in agencies]
    assert whole == {code: sum(one[code] for one in parts) for code in whole}
    assert whole["found"] == 3 and whole["mended"] == 2
    table = by_agency(YEAR, TODAY)
    assert table[town.agency_b.pk]["found"] == 2 and table[town.agency_b.pk]["open"] == 1
    assert town.committee.pk not in table


def test_what_was_open_at_the_end_of_a_period_is_the_same_by_agency(town):
    of_agencies = by_agency(FEBRUARY, TODAY)
    whole = open_at(FEBRUARY.span(TODAY).until, None)
    assert sum(one["open"] for one in of_agencies.values()) == whole.every == 3
    assert sum(one["late"] for one in of_agencies.values()) == whole.late


def test_an_agency_that_is_there_no_more_stands_in_the_report_of_its_time(town, client):
    Agency.objects.filter(pk=town.agency_b.pk).update(valid=DateRange(date(2010, 1, 1), FEBRUARY.end))
    town.sign_in(client, "cuc")
    assert town.agency_b.name in client.get(f"{AT}bao-cao-ky/?nam=2024&thang=2&tep=csv").content.decode()


@pytest.mark.long
def test_scans_that_come_in_late_leave_nothing_open_and_mend_once(town):
    """Opened when the first scan came in; the second one had looked before that, a third one even earlier."""
    day, hour, mine = NOW + timedelta(days=1), timedelta(hours=1), town.agency_a
    for number, (found, looked) in enumerate([([reported(A, "R7")], 9), ([], 5), ([], 7)]):
        report = scanned(*found, machines=[A], at=day - looked * hour)
        imported(town, report, agency=mine, now=day + number * hour)
        assert open_at(day + 3 * hour, mine.pk).every == (number == 0)
    assert SecurityFinding.objects.get(rule="R7").state == "mended"
    assert FindingChange.objects.filter(finding__rule="R7", state="mended").count() == 2
    assert numbers(report_of(MARCH, mine.pk, day.date()))["mended"] == 2  # R1 and R7, once each


def test_systems_that_need_something_are_not_hidden_by_many_that_do_not(town, monkeypatch):
    monkeypatch.setattr(tables, "MOST_SYSTEMS", 1)
    approve(town, registered(town, town.agency_a, "anh", name="Anh"), decided_on=date(2024, 3, 1))
    for name in ("Bình", "Cảnh"):
        registered(town, town.agency_a, "anh", name=name)
    rows = tables.systems_table(InformationSystem.objects.of_agency(town.agency_a.pk), TODAY).rows
    assert str(rows[0][0].text) == "Bình" and len(rows) == 2 and "khác" in str(rows[1][0].text)


def test_the_figures_are_those_of_the_measures(town):
    whole = numbers(report_of(YEAR, None, TODAY))
    assert whole["vulnerable"] == vulnerabilities().filter(effective_at__year=2024).count() == 2
    ends = {row.counted_until.year for row in scanned_machines()}
    assert ends == {2025}  # a leap year ends with its last day too
    assert whole["scanned"] == scanned_machines().filter(observed_at__year=2024).count() == 2


def test_a_false_alarm_is_no_finding_and_not_open(town):
    row = SecurityFinding.objects.get(agency=town.agency_b, rule="R2")
    before = report_of(YEAR, town.agency_b.pk, TODAY)
    decide(finding=row, kind="false_positive", reason="x", expires_on=TODAY + timedelta(days=30), approver=None, by=town.actor("bach"), now=NOW)  # fmt: skip
    found = open_at(NOW + timedelta(hours=1), town.agency_b.pk)
    assert before.open.every == 1 and found.every == 0


def test_a_year_that_is_over_counts_to_its_last_day(town):
    found = report_of(Period(2023), town.agency_a.pk, TODAY)
    assert found.span.last == date(2023, 12, 31)
    assert found.lines["machines"].now == 1 and found.lines["scanned"].now == 0
    assert Period(2024, 1).former == Period(2023, 12) and Period(2023, 12).end == date(2024, 1, 1)


def test_systems_approvals_and_advisories_stand_in_it(town):
    system = registered(town, town.agency_a, "anh")
    registered(town, town.agency_a, "anh", name="Hệ thống thứ hai")
    approve(town, system, decided_on=date(2024, 3, 1))
    answer_advisory(task=task_of(issued(town, due_on=TODAY), town.agency_a), outcome="done", reason="x", by=town.actor("anh"), now=NOW)  # fmt: skip
    found = numbers(report_of(MARCH, town.agency_a.pk, TODAY))
    assert (found["systems"], found["approved_systems"], found["approvals"]) == (2, 1, 1)
    assert (found["advisories_due"], found["advisories_in_time"]) == (1, 1)
    assert numbers(report_of(MARCH, town.agency_b.pk, TODAY))["advisories_in_time"] == 0


def test_nobody_reads_the_report_of_another_agency(town):
    a, b = town.agency_a.pk, town.agency_b.pk
    for who in ("anh", "chi"):
        by = town.actor(who)
        assert can_read_report(a, by, on=TODAY)
        assert not can_read_report(b, by, on=TODAY) and not can_read_report(None, by, on=TODAY)
    assert can_read_report(None, town.actor("cuc"), on=TODAY)
    assert not can_read_report(a, town.actor("emi"), on=TODAY)


@pytest.mark.long
def test_an_agency_reads_its_own_report_whatever_the_address_says(town, client):
    town.sign_in(client, "chi")
    words = client.get(f"{AT}bao-cao-ky/?nam=2024&co_quan={town.agency_b.code}").content.decode()
    assert town.agency_a.name in words and town.agency_b.name not in words
    assert AccessRow.objects.filter(page="security_report").count() == 1
    assert town.sign_in(client, "emi").get(f"{AT}bao-cao-ky/").status_code == 403
    odd = town.sign_in(client, "anh").get(f"{AT}bao-cao-ky/?nam=abc&thang=99&co_quan=%00")
    assert odd.status_code == 200


@pytest.mark.long
def test_names_of_systems_are_asked_for_and_never_of_the_province(town, client):
    registered(town, town.agency_a, "anh", name="Hệ thống rất riêng")
    town.sign_in(client, "chi")
    assert "rất riêng" not in client.get(f"{AT}bao-cao-ky/?nam=2024").content.decode()
    assert "rất riêng" in client.get(f"{AT}bao-cao-ky/?nam=2024&ten=on").content.decode()
    town.sign_in(client, "cuc")
    for path in ("?nam=2024&ten=on", "?nam=2024&ten=on&tep=csv"):
        assert "rất riêng" not in client.get(f"{AT}bao-cao-ky/{path}").content.decode(), path


@pytest.mark.long
def test_the_same_report_as_csv_and_as_pdf(town, client, poppler):
    town.sign_in(client, "cuc")
    sheet = client.get(f"{AT}bao-cao-ky/?nam=2024&thang=3&tep=csv").content.decode("utf-8-sig")
    assert "Điểm yếu đã khắc phục" in sheet and town.agency_b.name in sheet
    answer = client.get(f"{AT}bao-cao-ky/?nam=2024&thang=3&tep=pdf")
    words = " ".join(poppler.text(answer.content).split())
    assert "tháng 3/2024" in words and "Cách tính" in words and town.agency_b.name in words


@pytest.mark.long
def test_each_line_leads_to_how_it_is_counted(town, client):
    town.sign_in(client, "anh")
    page = client.get(reverse("security_report_definitions")).content.decode()
    report = client.get(f"{AT}bao-cao-ky/").content.decode()
    for line in LINES:
        assert f'id="{line.code}"' in page and f"cach-tinh/#{line.code}" in report


@pytest.mark.long
def test_the_wall_and_the_posture_name_nobody_and_come_anew(town, client):
    registered(town, town.agency_a, "anh", name="Hệ thống rất riêng")
    town.sign_in(client, "cuc")
    wall = client.get(f"{AT}man-hinh/").content.decode()
    assert 'http-equiv="refresh"' in wall and "<nav" not in wall
    for name in (town.agency_a.name, town.agency_b.name, "rất riêng", "pc-a", "Lê Thị Cúc"):
        assert name not in wall, name
    assert town.agency_b.name in client.get(f"{AT}buc-tranh/").content.decode()
    town.sign_in(client, "chi")
    words = client.get(f"{AT}buc-tranh/").content.decode()
    assert town.agency_b.name not in words
    assert client.get(f"{AT}man-hinh/").status_code == 403
    assert town.sign_in(client, "emi").get(f"{AT}buc-tranh/").status_code == 403


@pytest.mark.long
def test_pages_are_bounded(town, client, django_assert_max_num_queries):
    town.sign_in(client, "cuc")
    for path, bound in (("bao-cao-ky/", 55), ("buc-tranh/", 50), ("man-hinh/", 50), ("bao-cao-ky/cach-tinh/", 15)):  # fmt: skip
        with django_assert_max_num_queries(bound):
            assert client.get(AT + path).status_code == 200


@pytest.mark.long
@pytest.mark.parametrize("query", ["", "?nam=2024&thang=12"])
def test_the_fields_say_what_the_page_shows(town, client, query):
    """They said "Cả năm" over the figures of this month."""
    page = town.sign_in(client, "anh").get(f"{AT}bao-cao-ky/{query}").content.decode()
    assert "tháng 3/2024 đến hết ngày" in page
    assert '<option value="3" selected>' in page and '<option value="2024" selected>' in page


def test_the_day_of_the_months_report_is_the_last_where_the_month_is_shorter(town, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2024, 2, 10))
    monkeypatch.setattr(month_report, "rule_or", lambda *_, **__: 31)
    monkeypatch.setattr(month_report, "actor_for", lambda _: town.actor("anh"))
    (one,) = month_report.owed_month(None)
    assert "29/02/2024" in str(one.words)
