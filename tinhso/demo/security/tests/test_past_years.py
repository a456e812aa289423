"""The account's figures of cybersecurity out of the loaded demo, by the measures and by plain SQL written apart."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.urls import reverse

from tinhso.demo.security.targets import BEFORE, IN_CONTACT, INFECTED
from tinhso.demo.tests.test_year import OF_2024
from tinhso.lib.dates import local
from tinhso.security import measures
from tinhso.security.models import InformationSystem, LevelApproval, Machine
from tinhso.security.public import SecurityFinding

MENDED = """
select f.kind, count(distinct f.machine_id) from security_findingchange c join security_securityfinding f on f.id = c.finding_id
where c.state = 'mended' and f.state <> 'false_positive' and f.machine_id is not null
  and c.effective_at >= timestamptz '2023-01-01 00:00+07' and c.effective_at < timestamptz '2024-01-01 00:00+07'
  and f.kind in ('malware', 'botnet', 'vulnerability')
group by 1 order by 1
"""
SEEN_IN_2024 = """
select f.kind, count(distinct f.agency_id) from security_findingyear y join security_securityfinding f on f.id = y.finding_id
where y.year = 2024 and f.machine_id is not null and f.state <> 'false_positive' and f.kind in ('malware', 'botnet')
  and y.last_seen >= timestamptz '2024-01-01 00:00+07' and y.first_seen < timestamptz '2025-01-01 00:00+07'
group by 1 order by 1
"""
FIGURES = {
    "may-co-ma-doc-da-khac-phuc": "434",
    "may-ket-noi-dia-chi-doc-hai-da-khac-phuc": "954",
    "may-co-lo-hong-da-khac-phuc": "940",
    "may-duoc-quet": "100",
    "may-duoc-giam-sat": "100",
    "he-thong-duoc-phe-duyet-cap-do": "100",
}


def of_year(rows, year, at="effective_at"):
    return rows.filter(**{f"{at}__year": year}).count()


@OF_2024
def test_the_machines_of_the_account_are_found_and_mended(demo):
    with connection.cursor() as cursor:
        cursor.execute(MENDED)
        assert cursor.fetchall() == [("botnet", 954), ("malware", 434), ("vulnerability", 940)]
    of_2023 = [
        of_year(rows(), 2023) for rows in (measures.malware, measures.contacts, measures.vulnerabilities)
    ]
    assert of_2023 == [434, 954, 940]
    of_2022 = [
        of_year(rows(), 2022) for rows in (measures.malware, measures.contacts, measures.vulnerabilities)
    ]
    assert of_2022 == [BEFORE["malware"], BEFORE["contacts"], BEFORE["weak"]]


@OF_2024
def test_fewer_agencies_than_the_year_before(demo):
    assert [of_year(measures.infected(), year, "first_seen") for year in (2022, 2023)] == [
        BEFORE["infected"],
        INFECTED,
    ]
    assert [of_year(measures.in_contact(), year, "first_seen") for year in (2022, 2023)] == [
        BEFORE["in_contact"],
        IN_CONTACT,
    ]


@OF_2024
def test_what_stayed_open_over_new_year_is_seen_in_2024(demo):
    """It was 0 agencies and a fall of 100 per cent, while nine were seen."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN_IN_2024)
        assert cursor.fetchall() == [("botnet", 9), ("malware", 11)]
    rows = (measures.in_contact(), measures.infected())
    assert [of_year(one, 2024, "first_seen") for one in rows] == [9, 11]


@OF_2024
def test_what_must_not_be_counted_is_there(demo):
    rows = SecurityFinding.objects.exclude(first_seen__year=2024)
    for kind in ("malware", "botnet", "vulnerability"):
        assert (
            rows.filter(kind=kind).still_open().exists()
            and rows.filter(kind=kind, state="false_positive").exists()
        )
    assert rows.filter(machine=None, state="mended").exists()
    assert rows.filter(checks__len=2).count() >= 20  # the same by Nessus and OpenVAS


@OF_2024
def test_every_machine_of_2023_was_scanned_and_monitored(demo):
    every = Machine.objects.filter(valid__startswith__lte="2023-12-31").count()
    assert [of_year(rows(), 2023, "observed_at") for rows in (measures.scanned, measures.monitored)] == [
        every
    ] * 2
    ends = {local(one.counted_until).date() for one in measures.scanned().filter(observed_at__year=2023)}
    assert ends == {date(2024, 1, 1)}


APPROVED = """
select count(*), count(*) filter (where exists (
  select 1 from security_levelapproval a where a.system_id = s.id and a.level >= s.level and a.decided_on <= %(day)s
    and (a.expires_on is null or a.expires_on > %(day)s)))
from security_informationsystem s where s.starts <= %(day)s and (s.retired_on is null or s.retired_on > %(day)s)
"""


@OF_2024
def test_every_system_in_use_at_the_end_of_2023_was_approved_and_not_yet_a_year_before(demo):
    found = {}
    for year in (2022, 2023):
        with connection.cursor() as cursor:
            cursor.execute(APPROVED, {"day": date(year, 12, 31)})
            found[year] = cursor.fetchone()
        ended = Q(counted_until=None) | Q(counted_until__gt=date(year, 12, 31))
        rows = LevelApproval.objects.with_end().filter(ended, decided_on__lte=date(year, 12, 31))
        assert rows.count() == found[year][1] == rows.values("system").distinct().count()
    assert found[2023][0] == found[2023][1] > 50 and found[2022][1] < found[2022][0]
    assert InformationSystem.objects.filter(retired_on__year=2023, approvals=None).exists()


@pytest.mark.long
@OF_2024
def test_each_figure_has_its_page_and_its_rows_for_a_coordinator(demo, client):
    for address, figure in FIGURES.items():
        assert figure in client.get(reverse("figure", args=[address]), {"ky": "2023"}).content.decode(), (
            address
        )
