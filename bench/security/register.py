"""A register of machines and findings of many agencies, and a report on the machines of one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import copy_new_rows, count_tables, new_row
from tinhso.lib.scan_reports.report import (
    FindingKind,
    ReportedFinding,
    ReportedMachine,
    ReportScope,
    ScanReport,
    Severity,
)
from tinhso.security.intake.actions.file_report import file_report
from tinhso.security.models import Machine, MachineAddress, MachineList, ScanImport, SecurityFinding
from tinhso.security.pages.codes import code_of
from tinhso.security.reporting.figures import by_agency
from tinhso.security.reporting.figures import report_of as report_of_period
from tinhso.security.reporting.periods import Period

MACHINES = 2000  # of the agency that the report is about
SINCE = date(2023, 1, 1)


@transaction.atomic
def fill(findings: int, agencies: int, at: datetime) -> None:
    """Agencies with machines; the first has those of the report, findings are spread over all."""
    made = [
        Agency.objects.create(
            code=f"a{number:04}", name=f"Agency {number}", short_name=f"A{number}", kind="agency", level="province",
            valid=DateRange(SINCE, None), source="bench", sort_key=f"{number:04}",
        )
        for number in range(agencies)
    ]  # fmt: skip
    machines = [
        machine(agency, number)
        for place, agency in enumerate(made)
        for number in range(MACHINES if place == 0 else 12)
    ]
    copy_new_rows(machines)
    source = MachineList.objects.create(
        code=code_of(uuid4()), agency=made[0], form="inventory", file_name="m", sha256="", lines=0, machines=0,
        addresses=0, faults_count=0, at=at,
    )  # fmt: skip
    since = DateTimeTZRange(at - timedelta(days=30), None)
    copy_new_rows(
        new_row(
            MachineAddress, machine_id=one.pk, agency_id=one.agency_id, kind="ip", value=address(number), valid=since,
            machine_list_id=source.pk,
        )
        for number, one in enumerate(machines[:MACHINES])
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FINDINGS, {"most": findings, "at": at})
        read = ScanImport.objects.create(
            code=code_of(uuid4()), state="done", file_name="before", sha256=uuid4().hex, at=at, observed_at=at
        )
        cursor.execute(CHANGES, {"source": read.pk})
        cursor.execute(
            "analyze security_securityfinding"
        )  # as a server does by itself in the minutes after it
        cursor.execute("analyze security_findingchange")
    count_tables()


FINDINGS = """
insert into security_securityfinding (code, weakness, fingerprint, machine_id, agency_id, kind, severity, cvss_vector, title, rule,
    cves, checks, port, protocol, location, package, package_version, description, solution, evidence, folded, first_seen, last_seen, times, opened_at, due_at,
    mended_at, decision, opened_before, state, level, priority)
select substr(md5(n::text), 1, 12), md5((n %% 997)::text), md5('f' || n), m.id, m.agency_id, 'vulnerability', n %% 5, '',
    'Weakness ' || n %% 997, n %% 997, '{}', array['other:' || n %% 997], 443, 'tcp', '', '', '', '', '', '', 'weakness ' || n %% 997,
    %(at)s, %(at)s, 1, %(at)s, %(at)s + interval '30 days', case when n %% 6 in (2, 3, 4) then %(at)s + interval '9 days' end, '',
    false, case n %% 6 when 0 then 'open' when 1 then 'open' when 5 then 'false_positive' else 'mended' end, 0, 100 * (n %% 5)
from generate_series(1, %(most)s) as n
join (select id, agency_id, row_number() over (order by id) - 1 as place from security_machine) as m
    on m.place = n %% (select count(*) from security_machine)
"""


CHANGES = """
insert into security_findingchange (finding_id, state, at, effective_at, due_at, scan_import_id, note)
select id, 'open', opened_at, opened_at, due_at, %(source)s, '' from security_securityfinding
union all select id, state, mended_at, mended_at, due_at, %(source)s, '' from security_securityfinding where state = 'mended'
"""


def machine(agency: Agency, number: int) -> Machine:
    key = f"serial:{agency.pk}-{number}"
    return new_row(
        Machine, code=code_of(uuid4()), agency_id=agency.pk, key=key, keys=[key], name=f"PC{number}", kind="workstation",
        valid=DateRange(SINCE, None), folded=f"pc{number}",
    )  # fmt: skip


def address(number: int) -> str:
    return f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"


def report_of(records: int, rules: int, at: datetime) -> ScanReport:
    machines = [ReportedMachine(addresses=(address(number),)) for number in range(max(1, records // rules))]
    findings = tuple(
        ReportedFinding(
            machine=machines[number // rules],
            kind=FindingKind.VULNERABILITY,
            severity=Severity.HIGH,
            title=f"Check {number % rules} found something",
            rule=str(number % rules),
            cves=(f"CVE-2023-{1000 + number % rules}",),
            cvss=7.5,
            port=443,
            protocol="tcp",
            description="What a scanner writes about a weakness, some lines of it. " * 10,
            solution="Update the package to the version of the vendor. " * 3,
            evidence="Server: nginx/1.2.3 answers on 443",
            record=number + 1,
        )
        for number in range(records)
    )
    scope = ReportScope(tuple(machines), every_port=True, every_rule=True)
    return ScanReport("nessus", "10", scope, findings, (), ended_at=at)


def file_one(report: ScanReport, now: datetime) -> ScanImport:
    source = ScanImport.objects.create(
        code=code_of(uuid4()),
        agency=Agency.objects.get(code="a0000"),
        file_name="bench",
        sha256=uuid4().hex,
        at=now,
    )
    return file_report(source=source, report=report, by=SYSTEM, now=now)


def lists(now: datetime) -> dict[str, Callable[[], int]]:
    """As the pages ask for them."""
    one = Agency.objects.get(code="a0007").pk
    large = Agency.objects.get(code="a0000").pk
    ordered = SecurityFinding.objects.order_by("-priority", "code")

    def page_of(rows: object) -> Callable[[], int]:
        return lambda: len(list(rows.select_related("machine", "agency")[:50]))  # type: ignore[attr-defined]

    return {
        "queue of a small agency": page_of(ordered.filter(agency_id=one).still_open()),
        "queue of the largest agency": page_of(ordered.filter(agency_id=large).still_open()),
        "queue of all agencies": page_of(ordered.still_open()),
        "late ones of a small agency": page_of(ordered.filter(agency_id=one).late(now)),
        "late ones of all agencies": page_of(ordered.late(now)),
        "mended ones of all agencies": page_of(ordered.filter(state="mended")),
    }


def reports(now: datetime) -> dict[str, Callable[[], int]]:
    """The figures behind the pages of reports."""
    today = now.date()
    one = Agency.objects.get(code="a0007").pk
    year, month = Period(today.year), Period(today.year, today.month)
    return {
        "month of a small agency": lambda: len(report_of_period(month, one, today).lines),
        "year of a small agency": lambda: len(report_of_period(year, one, today).lines),
        "month of the province": lambda: len(report_of_period(month, None, today).lines),
        "year of the province": lambda: len(report_of_period(year, None, today).lines),
        "year of the province by agency": lambda: len(by_agency(year, today)),
    }
