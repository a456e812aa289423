"""The demo's cybersecurity, by the deeds themselves: who acts, systems with their level dossiers, machines, contacts."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from tinhso.demo.days import TWO_LEVELS
from tinhso.demo.exchange.people import Office
from tinhso.demo.security.illustration import load_illustration
from tinhso.demo.security.past_systems import create_past_systems
from tinhso.demo.security.past_years import create_past_years
from tinhso.demo.security.reports import EARLIER, LATER, nessus
from tinhso.demo.security.systems import (
    APPRAISED,
    DESIGN,
    FINDING,
    LACKING,
    LAYERS,
    NOTHING,
    PLAN,
    PROTECTED,
    SENT,
    SYSTEMS,
    PlannedSystem,
    machine_list,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.lib.dates import HANOI
from tinhso.security.public import (
    InformationSystem,
    LevelDossier,
    SecurityDuty,
    SecurityFinding,
    SystemEntry,
    appraise_dossier,
    approve_dossier,
    confirm_inventory,
    decide,
    give_duty,
    name_contact,
    provide_layer,
    read_machine_list,
    read_received_report,
    receive_report,
    register_system,
    report_mending,
    review_protection,
    send_dossier,
)

COORDINATOR, OFFICER, COLLEAGUE = "thuy", "kien", "khoa"
KEYS = UUID("5ec0de38-0000-4000-8000-000000000038")
DUTY = "Quyết định phân công (mô phỏng; từ 01/3/2025 việc này thuộc Công an tỉnh)"
# days before the opening; what has no decision yet came into use after the year before
REGISTERED, APPRAISED_THEN, DECIDED, REVIEWED, LATELY, RECENT, YESTERDAY = 300, 290, 280, 120, 40, 12, 1
MACHINES = 24
BEFORE_LOGS = datetime(2022, 1, 3, 8, tzinfo=HANOI)
CONTACTS = (
    ("officer", "Lê Trung Kiên", "Chuyên viên công nghệ thông tin", "02370000001"),
    ("leader", "Người trực lãnh đạo (mô phỏng)", "Trực lãnh đạo", "02370000002"),
)


class Province:
    """Who does what, and when."""

    def __init__(self, now: datetime) -> None:
        self.office = Office(now)
        self.coordinator = self.office.person(COORDINATOR)
        self.unit = self.office.agency(COORDINATOR)

    def fill(self) -> int:
        starts = self.office.first.date()
        if starts < TWO_LEVELS:
            starts = min(starts, BEFORE_LOGS.date().replace(day=1))
        for duty in (SecurityDuty.Duty.SPECIALISED, SecurityDuty.Duty.RESPONSE):
            give_duty(
                duty=duty, agency=self.unit, starts=starts, source=DUTY, by=SYSTEM, now=self.office.first
            )  # fmt: skip
        for number, planned in enumerate(SYSTEMS):
            self._system(number, planned)
        officer = self.office.person(OFFICER)
        town = self.office.agency(OFFICER)
        at = self.office.ago(RECENT)
        for number, (agency, by, place) in enumerate(
            [(self.unit, self.coordinator, "SO"), (town, officer, "UB")], 1
        ):
            self._machines(number, agency, by, place, at)
        for number, (part, name, title, phone) in enumerate(CONTACTS):
            name_contact(
                agency=town, part=part, full_name=name, title=title, phone=phone, email="", starts=at.date(),
                client_key=key("contact", number), by=officer, now=at,
            )  # fmt: skip
        for number, (agency, by, _place) in enumerate(
            [(self.unit, self.coordinator, "SO"), (town, officer, "UB")], 1
        ):
            self._scans(number, agency, by)
        load_illustration(key, min(self.office.first, BEFORE_LOGS))
        create_past_years(self.coordinator, key, self.office.now)
        return len(SYSTEMS) + create_past_systems(self.unit, key, self.office.now)

    def _scans(self, number: int, agency: Agency, by: Actor) -> None:
        """Two scans by the agency itself: what the later one does not show is mended. Then what people say of the rest."""
        for name, found, days, strange in (("quet-lan-1", EARLIER, 8, False), ("quet-lan-2", LATER, 3, True)):
            at = self.office.ago(days)
            source = receive_report(
                agency=agency, content=nessus(number, found, at, strange=strange), file_name=f"{name}.nessus",
                client_key=key(name, number), by=by, now=at,
            )  # fmt: skip
            read_received_report(source.pk, at)
        at = self.office.ago(YESTERDAY)
        left = SecurityFinding.objects.filter(agency=agency).still_open().order_by("-priority", "pk")
        by_rule = {one.rule: one for one in left}
        report_mending(finding=by_rule["38153"], what="Đã cài bản vá (mô phỏng)", by=by, now=at)
        decide(
            finding=by_rule["57582"], kind="false_positive", reason="Chứng thư nội bộ của cơ quan (mô phỏng)",
            expires_on=at.date() + timedelta(days=180), by=by, now=at,
        )  # fmt: skip

    def _machines(self, number: int, agency: Agency, by: Actor, place: str, at: datetime) -> None:
        read_machine_list(
            agency=agency, content=machine_list(place, number, MACHINES), file_name="kiem-ke-may.csv",
            since=at.date(), client_key=key("machines", number), by=by, now=at,
        )  # fmt: skip
        confirm_inventory(agency=agency, confirmed_on=at.date(), by=by, now=at)

    def _system(self, number: int, planned: PlannedSystem) -> None:
        late = planned.stop in (NOTHING, SENT, APPRAISED)
        at = self.office.ago(LATELY if late else REGISTERED)
        by = self.office.person(OFFICER if planned.operator == "long" else COLLEAGUE)
        entry = SystemEntry(
            scope="civil",
            name=planned.name,
            purpose=planned.purpose,
            owner=self.office.agency(planned.owner),
            operator=self.office.agency(planned.operator),
            operator_name="",
            data_kinds=planned.data,
            users=planned.users,
            people_count=planned.people,
            criteria=list(planned.criteria),
            starts=at.date(),
        )
        system = register_system(entry=entry, client_key=key("system", number), by=by, now=at)
        if planned.stop == NOTHING:
            return
        sent = self.office.ago(RECENT if late else REGISTERED)
        dossier = send_dossier(
            system=system, design=DESIGN, plan=PLAN, client_key=key("dossier", number), by=by, now=sent
        )
        if planned.stop != SENT:
            self._settle(dossier, planned, number)

    def _settle(self, dossier: LevelDossier, planned: PlannedSystem, number: int) -> None:
        at = self.office.ago(YESTERDAY if planned.stop == APPRAISED else APPRAISED_THEN)
        appraise_dossier(
            dossier=fresh(dossier), ver=fresh(dossier).case.ver, finding=FINDING, by=self.coordinator, now=at
        )
        if planned.stop == APPRAISED:
            return
        at = self.office.ago(DECIDED)
        approve_dossier(
            dossier=fresh(dossier), ver=fresh(dossier).case.ver, number=f"{number + 1:02}/QĐ-MP (mô phỏng)",
            expires_on=None, by=self.office.person(planned.owner), now=at,
        )  # fmt: skip
        self._protect(dossier.system, planned.stop, at.date())

    def _protect(self, system: InformationSystem, stop: int, since: date) -> None:
        at = self.office.ago(REVIEWED)
        whole = stop == PROTECTED
        for layer, (provider, evidence) in LAYERS.items():
            if whole or layer < max(LAYERS):
                provide_layer(
                    system=system, layer=layer, provider=provider, evidence=evidence, starts=since,
                    by=self.coordinator, now=at,
                )  # fmt: skip
        review_protection(
            system=system, reviewed_on=at.date(), complete=whole, lacking="" if whole else LACKING,
            by=self.coordinator, now=at,
        )  # fmt: skip


def fresh(dossier: LevelDossier) -> LevelDossier:
    return LevelDossier.objects.select_related("case").get(pk=dossier.pk)


def key(what: str, number: int) -> UUID:
    return uuid5(KEYS, f"{what}-{number}")


def create_security(*, now: datetime) -> int:
    """Once; how many systems there are."""
    return 0 if InformationSystem.objects.exists() else Province(now).fill()
