"""The demo's years 2022 and 2023 in cybersecurity: files of real formats, sent in and read as any other, by days.

What must not be counted is among them: false alarms, findings that are open when the year ends, machines in no register, the same
machine in reports of several tools, a file that is sent twice, a scan too narrow to close anything.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tinhso.demo.days import TWO_LEVELS
from tinhso.demo.security.machine_pool import Host, hosts_of, inventory, pool_agencies
from tinhso.demo.security.network_files import antivirus_list, dns_log, suricata_alerts
from tinhso.demo.security.reports import BACKDOOR, nessus_file, nmap_file, openvas_file
from tinhso.demo.security.targets import BY_ANTIVIRUS, BY_SENSOR, Found, Year, of_2022, of_2023
from tinhso.kernel.people.public import SYSTEM, Actor, Agency
from tinhso.lib.dates import HANOI
from tinhso.security.public import (
    SecurityFinding,
    confirm_mending,
    decide,
    read_machine_list,
    read_received_report,
    receive_report,
)

REASON = "Phần mềm quản trị của cơ quan, không phải mã độc (mô phỏng)"
EVIDENCE = "Biên bản xử lý và ảnh quét toàn máy (mô phỏng)"
WEAKNESSES = ((0,), (3,), (0, 2), (2, 3))
ENDS = {"nmap": "xml", "openvas": "xml", "diet-virus": "csv", "canh-bao": "json", "nhat-ky-dns": "log"}
STRANGE = [Host(250, number) for number in range(1, 5)]
"""Machines in no register."""
TWICE, PERSISTENT, ALSO_OPENVAS = 20, 20, 60
LOG_DAYS = ((2, 13), (4, 10), (6, 12), (8, 14), (10, 9), (12, 11))
SCANS = (((3, 6), (4, 3)), ((5, 15), (6, 19)), ((8, 7), (9, 11)))
"""A third of the agencies each: the scan, and that after they mended."""
SCANS_BEFORE, LOGS_BEFORE = (((1, 6), (1, 27)), ((6, 13), (7, 18))), (((1, 10), (1, 24)), ((9, 12), (11, 14)))
LISTS, CONFIRMED = ((3, 20), (6, 26), (9, 18)), (10, 20)


def on(year: int, day: tuple[int, int]) -> datetime:
    return datetime(year, *day, 8, tzinfo=HANOI)


class PastYears:
    """Reports of the coordinator's unit over all agencies; what came before its posts was read in by the system itself."""

    def __init__(self, coordinator: Actor, key: Callable[[str, int], UUID], day: datetime) -> None:
        self.coordinator, self.key = coordinator, key
        self.agencies = pool_agencies(day.date())
        self.hosts = hosts_of(self.agencies)
        self.sent = 0

    def fill(self) -> None:
        self._register()
        self._year_2022()
        year = of_2023(self.hosts)
        for number, (scan, rescan) in enumerate(SCANS):
            self._campaign(year, number, on(2023, scan), on(2023, rescan))
        self._antivirus(year.malware)
        self._monitor(year.contacts)
        self._end_of_year(year)

    def _register(self) -> None:
        at = on(2022, (1, 5))
        for place, agency in enumerate(self.agencies):
            mine = [one for one in self.hosts if one.agency == place]
            read_machine_list(
                agency=agency, content=inventory(mine), file_name="kiem-ke-may.csv", since=at.date().replace(day=1),
                client_key=self.key("past-machines", place), by=SYSTEM, now=at,
            )  # fmt: skip

    def _send(self, name: str, content: bytes, at: datetime, agency: Agency | None = None) -> None:
        """The file of that moment is sent in and read on the next day."""
        now = at + timedelta(days=1)
        self.sent += 1
        source = receive_report(
            agency=agency, content=content, file_name=f"{name}-{at:%Y-%m-%d}.{ENDS.get(name, 'nessus')}", client_key=self.key(name, self.sent),
            by=self.coordinator if now.year > 2022 else SYSTEM, now=now,
        )  # fmt: skip
        read_received_report(source.pk, now)

    def _year_2022(self) -> None:
        scanned = [one for one in self.hosts if one.agency % 5]
        monitored = [one for one in self.hosts if one.agency % 7]
        year = of_2022(scanned, monitored)
        for number, (scan, rescan) in enumerate(SCANS_BEFORE):
            at = on(2022, scan)
            weak, infected = year.weak.mended[number::2], year.malware.mended[number::2]
            self._send("quet", nessus_file(scan_results(scanned, weak, infected), at), at)
            at = on(2022, rescan)
            self._send("quet-lai", nessus_file(scan_results(scanned), at), at)
        for number, (log, later) in enumerate(LOGS_BEFORE):
            contacts = {one: place for place, one in enumerate(year.contacts.mended[number::2])}
            self._log(monitored, contacts, on(2022, log))
            self._log(monitored, {}, on(2022, later))

    def _log(self, hosts: Iterable[Host], contacts: dict[Host, int], at: datetime) -> None:
        self._send("nhat-ky-dns", dns_log(hosts, contacts, at), at + timedelta(days=2))

    def _campaign(self, year: Year, number: int, scan: datetime, rescan: datetime) -> None:
        """Offices by Nessus, communes by Nmap; a few machines show the same after weeks and are scanned once more."""
        mine = [one for one in self.hosts if one.agency % 3 == number]
        offices = [one for one in mine if self.agencies[one.agency].level != "commune"]
        communes = [one for one in mine if self.agencies[one.agency].level == "commune"]
        weak = [*year.weak.mended, *year.weak.false_alarms]
        infected = [*year.malware.mended[BY_ANTIVIRUS:], *year.malware.false_alarms]
        strange = STRANGE if number == 0 else []
        first = nessus_file(
            scan_results([*offices, *strange], [*weak, *strange], [*infected, *strange]), scan
        )
        self._send("quet", first, scan)
        if number == 0:
            self._duplicates(among(weak, offices), infected, scan)
        self._scan_communes(communes, weak, infected, scan)
        for kind, wrong in (("vulnerability", year.weak), ("malware", year.malware)):
            self._false_alarms(scan + timedelta(days=4), kind, wrong.false_alarms)
        persistent = among(year.weak.mended, offices)[:PERSISTENT]
        self._send("quet-lai", nessus_file(scan_results([*offices, *strange], persistent), rescan), rescan)
        self._scan_communes(communes, [], [], rescan)
        at = rescan + timedelta(days=21)
        self._send("quet-hep", nessus_file(scan_results(persistent), at, ports="80"), at)
        self._send("quet-lan-ba", nessus_file(scan_results(persistent), at), at + timedelta(days=7))

    def _duplicates(self, weak: Sequence[Host], infected: Iterable[Host], scan: datetime) -> None:
        """The same weakness by another tool, and a file that an agency sends and the coordinator sends too."""
        same = [one.address for one in weak if 0 in weaknesses_of(one)][:ALSO_OPENVAS]
        at = scan + timedelta(days=3)
        self._send("openvas", openvas_file(same, at), at)
        mine = [one for one in self.hosts if one.agency == 0]
        file = nessus_file(scan_results(mine, weak, infected), at)
        for agency in (self.agencies[0], None):
            self._send("quet-rieng", file, at, agency)

    def _scan_communes(
        self, hosts: Sequence[Host], weak: Iterable[Host], infected: Iterable[Host], at: datetime
    ) -> None:
        """Nmap sees the weakness; what is infected there Nessus shows, over the machines that somebody suspected."""
        marked, ill = set(weak), among(infected, hosts)
        self._send("nmap", nmap_file({one.address: one in marked for one in hosts}, at), at)
        self._send("nghi-nhiem", nessus_file(scan_results(hosts, (), ill), at), at)

    def _antivirus(self, malware: Found) -> None:
        """What the antivirus programs put away; no scan looks there, so that a coordinator confirms by evidence."""
        found = [*malware.mended[:BY_ANTIVIRUS], *malware.mended[-TWICE:]]
        for number, day in enumerate(LISTS):
            at = on(2023, day)
            self._send("diet-virus", antivirus_list(found[number::3], at), at)
        self._confirm(on(2023, CONFIRMED), "antivirus")

    def _monitor(self, contacts: Found) -> None:
        by_sensor, by_name = contacts.mended[:BY_SENSOR], contacts.mended[BY_SENSOR:]
        at = on(2023, (5, 22))
        self._send("canh-bao", suricata_alerts(by_sensor, at), at)
        self._confirm(on(2023, CONFIRMED), "suricata")
        for number, day in enumerate(LOG_DAYS):
            asked = {one: place for place, one in enumerate(by_name) if number in months_of_contact(place)}
            if number < 2:
                asked |= {one: place for place, one in enumerate(contacts.false_alarms)}
            if number == len(LOG_DAYS) - 1:
                asked |= {one: place for place, one in enumerate(contacts.still_open)}
            self._log([*self.hosts, *STRANGE] if number < 2 else self.hosts, asked, on(2023, day))
            if number == 1:
                self._false_alarms(on(2023, (4, 14)), "botnet", contacts.false_alarms)

    def _end_of_year(self, year: Year) -> None:
        """What is found late is open when the year ends; some of it is mended in the next."""
        weak, malware = year.weak.still_open, year.malware.still_open
        late = sorted({*weak, *malware})
        at = on(2023, (12, 18))
        self._send("quet", nessus_file(scan_results(late, weak, malware), at), at)
        at = on(2023, (12, 27))
        self._send("quet-hep", nessus_file(scan_results(late), at, ports="80"), at)
        at = on(2024, (1, 22))
        self._send("quet-lai", nessus_file(scan_results(late, weak[::2], malware[::2]), at), at)
        left = {one: place for place, one in enumerate(year.contacts.still_open) if place % 2}
        self._log(year.contacts.still_open, left, on(2024, (2, 19)))

    def _false_alarms(self, at: datetime, kind: str, hosts: Iterable[Host]) -> None:
        wrong = SecurityFinding.objects.still_open().filter(
            kind=kind, machine__name__in=[one.name for one in hosts]
        )
        for one in wrong.order_by("pk"):
            decide(
                finding=one, kind="false_positive", reason=REASON, expires_on=at.date() + timedelta(days=366),
                by=self.coordinator, now=at,
            )  # fmt: skip

    def _confirm(self, at: datetime, tool: str) -> None:
        rows = SecurityFinding.objects.still_open().filter(checks__0__startswith=f"{tool}:", last_seen__lt=at)
        for one in rows.filter(machine__isnull=False).order_by("pk"):
            confirm_mending(finding=one, evidence=EVIDENCE, by=self.coordinator, now=at)


def months_of_contact(place: int) -> set[int]:
    """In which of the logs a machine contacts: one or two that follow each other, never the last two."""
    first = place % 4
    return {first, first + 1} if place % 5 == 0 and first < 3 else {first}


def among(some: Iterable[Host], hosts: Iterable[Host]) -> list[Host]:
    return sorted(set(some) & set(hosts))


def weaknesses_of(host: Host) -> tuple[int, ...]:
    """Whenever it is scanned before it was mended."""
    return WEAKNESSES[(host.agency + host.number) % len(WEAKNESSES)]


def scan_results(
    hosts: Iterable[Host], weak: Iterable[Host] = (), infected: Iterable[Host] = ()
) -> dict[str, tuple[int, ...]]:
    """By address what a scan of these machines shows."""
    marked, ill = set(weak), set(infected)
    return {
        one.address: (*(weaknesses_of(one) if one in marked else ()), *((BACKDOOR,) if one in ill else ()))
        for one in hosts
    }


def create_past_years(coordinator: Actor, key: Callable[[str, int], UUID], now: datetime) -> None:
    """Only of agencies that are there on the demo's day: two-level agencies have no machines of the time before them."""
    if now.date() < TWO_LEVELS:
        PastYears(coordinator, key, now).fill()
