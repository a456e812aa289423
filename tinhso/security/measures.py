"""What cybersecurity can count: machines on which something was found and mended, agencies at which it was found, machines of the
register and those that were scanned and monitored; all of the whole province.

Not by agency: the pages of figures are open, and how many machines of an agency were infected is nobody's to learn there. A machine
counts once a year in each of the three, and may stand in all of them: they are not added up.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractYear, Least, TruncYear
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure
from tinhso.security.incidents.way import KIND as CYBER
from tinhso.security.models import (
    LOG_TOOLS,
    CyberIncident,
    FindingChange,
    FindingDecision,
    FindingYear,
    IncidentReport,
    InformationSystem,
    LevelApproval,
    Machine,
    ScanCoverage,
    SecurityFinding,
    SupportIncident,
)
from tinhso.security.support.way import KIND as SUPPORT
from tinhso.security.support.way import RESOLVED

State, Kind = SecurityFinding.State, SecurityFinding.Kind


def mended(kind: str) -> "QuerySet[FindingChange]":
    """The first mending of each machine and year; none of a machine that nobody registered, and none at a moment at which the finding
    was held for a false alarm. What is decided later changes no figure of a year before."""
    alarm = FindingDecision.objects.filter(
        Q(settled_at__isnull=True) | Q(settled_at__gt=OuterRef("effective_at")),
        finding=OuterRef("finding"),
        kind=FindingDecision.Kind.FALSE_POSITIVE,
        at__lte=OuterRef("effective_at"),
    )
    rows = FindingChange.objects.filter(
        ~Exists(alarm), state=State.MENDED, finding__kind=kind, finding__machine__isnull=False
    )
    return first_of_year(rows, "finding__machine", "effective_at")


def first_of_year(rows: "QuerySet[Any]", whose: str, at: str) -> "QuerySet[Any]":
    """Of each machine or agency the earliest row of a year, of equals the one that was written first."""
    same = {whose: OuterRef(whose), f"{at}__year": ExtractYear(OuterRef(at))}
    earlier = Q(**{f"{at}__lt": OuterRef(at)}) | Q(**{at: OuterRef(at), "pk__lt": OuterRef("pk")})
    return rows.filter(~Exists(rows.filter(earlier, **same)))


def sightings() -> "QuerySet[FindingYear]":
    """Whatever was seen in a year, when it was opened does not matter: what stays open over New Year is seen again in the next."""
    return FindingYear.objects.without_alarms().filter(first_seen__isnull=False)


def detected(kind: str) -> "QuerySet[FindingYear]":
    """The first sighting of each agency and year."""
    rows = sightings().filter(finding__kind=kind)
    first = rows.order_by("finding__agency_id", "year", "first_seen", "pk")
    first = first.distinct("finding__agency_id", "year")
    return rows.filter(pk__in=first.values("pk"))


def looked_at(logs: bool) -> "QuerySet[ScanCoverage]":
    """The first time in a year that a scanner, or a network log, looked at a machine to the end. It counts until the year ends, or
    the machine goes."""
    of_logs = Q(scan_import__tool__startswith=LOG_TOOLS)
    rows = ScanCoverage.objects.filter(of_logs if logs else ~of_logs, machine__isnull=False)
    # a day more than the longest year: the outer year is cut by the clock of the connection, hours behind that of Hà Nội
    new_year = ExpressionWrapper(
        TruncYear("observed_at") + Value(timedelta(days=367)), output_field=DateTimeField()
    )
    machine_end = Cast("machine__valid__endswith", DateTimeField())
    ends = Least(TruncYear(new_year), machine_end, output_field=DateTimeField())
    return first_of_year(rows, "machine", "observed_at").annotate(counted_until=ends)


def malware() -> "QuerySet[FindingChange]":
    return mended(Kind.MALWARE)


def contacts() -> "QuerySet[FindingChange]":
    return mended(Kind.BOTNET)


def vulnerabilities() -> "QuerySet[FindingChange]":
    return mended(Kind.VULNERABILITY)


def infected() -> "QuerySet[FindingYear]":
    return detected(Kind.MALWARE)


def in_contact() -> "QuerySet[FindingYear]":
    return detected(Kind.BOTNET)


def scanned() -> "QuerySet[ScanCoverage]":
    return looked_at(logs=False)


def monitored() -> "QuerySet[ScanCoverage]":
    return looked_at(logs=True)


def visible(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(finding__in=SecurityFinding.objects.visible_to(actor, on=clock.today()))


def visible_machines(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(machine__in=Machine.objects.visible_to(actor, on=clock.today()))


def visible_register(rows: "QuerySet[Machine]", actor: Actor) -> "QuerySet[Machine]":
    return rows.filter(pk__in=Machine.objects.visible_to(actor, on=clock.today()))


MENDED = _("Báo cáo quét đã nạp; lần đầu trong năm mà máy không còn thấy điểm yếu loại này")
FOUND = _(
    "Báo cáo quét, nhật ký mạng đã nạp; lần đầu trong năm mà thấy ở cơ quan, kể cả điểm yếu còn mở từ năm trước"
)
OF_FINDINGS = [
    Measure(
        code=code,
        name=name,
        unit=unit,
        rows=rows,
        counts_on=at,
        row_label="finding__code",
        row_url=("security_finding", "finding__code"),
        visible=visible,
        of_people=False,
        source=source,
    )
    for unit, at, source, code, name, rows in (
        (_("máy"), "effective_at", MENDED, "security.malware_machines", _("Máy có mã độc đã phát hiện và khắc phục"), malware),
        (_("máy"), "effective_at", MENDED, "security.contact_machines", _("Máy kết nối tới địa chỉ độc hại đã phát hiện và khắc phục"), contacts),
        (_("máy"), "effective_at", MENDED, "security.vulnerable_machines", _("Máy có lỗ hổng đã phát hiện và khắc phục"), vulnerabilities),
        (_("cơ quan"), "first_seen", FOUND, "security.infected_agencies", _("Cơ quan có máy nhiễm mã độc"), infected),
        (_("cơ quan"), "first_seen", FOUND, "security.contact_agencies", _("Cơ quan có máy kết nối tới địa chỉ độc hại"), in_contact),
    )
]  # fmt: skip
OF_MACHINES = [
    Measure(
        code="security.machines",
        name=_("Máy trong sổ"),
        unit=_("máy"),
        rows=Machine.objects.all,
        counts_on="valid__startswith",
        ends_on="valid__endswith",
        row_label="code",
        row_url=("machine", "code"),
        visible=visible_register,
        of_people=False,
        source=_("Danh sách máy mà các cơ quan đã nạp"),
    ),
    *(
        Measure(
            code=code,
            name=name,
            unit=_("máy"),
            rows=rows,
            counts_on="observed_at",
            ends_on="counted_until",
            row_label="machine__code",
            row_url=("machine", "machine__code"),
            visible=visible_machines,
            of_people=False,
            source=source,
        )
        for code, name, rows, source in (
            ("security.scanned_machines", _("Máy đã được quét"), scanned, _("Báo cáo quét đã nạp")),
            ("security.monitored_machines", _("Máy đã được giám sát"), monitored, _("Nhật ký mạng đã nạp")),
        )
    ),
]


def visible_systems(rows: "QuerySet[InformationSystem]", actor: Actor) -> "QuerySet[InformationSystem]":
    return rows.filter(pk__in=InformationSystem.objects.visible_to(actor, on=clock.today()))


def visible_approvals(rows: "QuerySet[LevelApproval]", actor: Actor) -> "QuerySet[LevelApproval]":
    return rows.filter(system__in=InformationSystem.objects.visible_to(actor, on=clock.today()))


OF_SYSTEMS = [
    Measure(
        code="security.systems",
        name=_("Hệ thống thông tin trong sổ"),
        unit=_("hệ thống"),
        rows=InformationSystem.objects.all,
        counts_on="starts",
        ends_on="retired_on",
        row_label="code",
        row_url=("information_system", "code"),
        visible=visible_systems,
        of_people=False,
        source=_("Sổ hệ thống thông tin mà các cơ quan đã đăng ký"),
    ),
    Measure(
        code="security.approved_systems",
        name=_("Hệ thống thông tin đã được phê duyệt hồ sơ cấp độ"),
        unit=_("hệ thống"),
        rows=LevelApproval.objects.with_end,
        counts_on="decided_on",
        ends_on="counted_until",
        row_label="system__code",
        row_url=("information_system", "system__code"),
        visible=visible_approvals,
        of_people=False,
        source=_("Quyết định phê duyệt hồ sơ cấp độ đã ghi vào sổ"),
    ),
]


def resolved_support() -> "QuerySet[Case]":
    """Incidents of shared software that the desk resolved and the reporter confirmed, or did not speak against in time. Open,
    refused, duplicate and withdrawn ones are not among them; one that was reopened counts once, when it was resolved last."""
    rows = Case.objects.filter(kind=SUPPORT, state=CaseState.DONE, outcome=RESOLVED, settled_at__isnull=False)
    return rows.exclude(timeliness="")


def resolved_cyber() -> "QuerySet[Case]":
    """Of those the ones that the desk found to be a cyber incident (sự cố an toàn thông tin mạng)."""
    return resolved_support().filter(support_incident__cyber=True)


def support_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(pk__in=SupportIncident.objects.visible_to(actor, on=clock.today()).values("pk"))


OF_SUPPORT = [
    Measure(
        code=code,
        name=name,
        unit=_("sự cố"),
        rows=rows,
        counts_on="settled_at",
        dims=(("timeliness", "timeliness"),),
        row_label="code",
        row_url=("support_incident", "code"),
        case="code",
        visible=support_seen_by,
        of_people=False,
        source=_("Sự cố phần mềm dùng chung do cán bộ báo trên hệ thống này"),
    )
    for code, name, rows in (
        ("security.support_resolved", _("Sự cố phần mềm dùng chung đã ứng cứu thành công"), resolved_support),
        (
            "security.support_cyber",
            _("Sự cố phần mềm dùng chung là sự cố an toàn thông tin mạng"),
            resolved_cyber,
        ),
    )
]


def cyber_incidents() -> "QuerySet[Case]":
    """Cyber incidents that were verified: no exercise, none that was merged into another, none that was found to be none, none that
    another unit has received and not yet verified."""
    rows = Case.objects.filter(kind=CYBER, accepted_at__isnull=False).exclude(state=CaseState.REFUSED)
    rows = rows.exclude(step="verify")
    return rows.filter(cyber_incident__exercise=False, cyber_incident__merged_into=None)


def closed_cyber_incidents() -> "QuerySet[Case]":
    """Of those the ones that went all steps and were closed by a second person."""
    return cyber_incidents().filter(state=CaseState.DONE, settled_at__isnull=False).exclude(timeliness="")


def sent_reports() -> "QuerySet[IncidentReport]":
    """Reports that the law asks of such incidents, and that were sent, each by whether it was in time."""
    late = When(sent_at__gt=F("due_at"), then=Value("late"))
    rows = IncidentReport.objects.filter(sent_at__isnull=False, incident__case__in=cyber_incidents())
    return rows.annotate(timeliness=Choice(late, default=Value("on_time")))


def cyber_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(pk__in=CyberIncident.objects.visible_to(actor, on=clock.today()).values("pk"))


def reports_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(incident__in=CyberIncident.objects.visible_to(actor, on=clock.today()))


OF_INCIDENTS = [
    Measure(
        code="security.cyber_incidents",
        name=_("Sự cố an toàn thông tin mạng đã xác minh"),
        unit=_("sự cố"),
        rows=cyber_incidents,
        counts_on="accepted_at",
        row_label="code",
        row_url=("cyber_incident", "code"),
        case="code",
        visible=cyber_seen_by,
        of_people=False,
        source=_("Sự cố mạng đi theo bảy bước của quy định; không tính diễn tập và sự cố đã gộp"),
    ),
    Measure(
        code="security.cyber_incidents_closed",
        name=_("Sự cố an toàn thông tin mạng đã xử lý xong, đã đóng"),
        unit=_("sự cố"),
        rows=closed_cyber_incidents,
        counts_on="settled_at",
        dims=(("timeliness", "timeliness"),),
        row_label="code",
        row_url=("cyber_incident", "code"),
        case="code",
        visible=cyber_seen_by,
        of_people=False,
        source=_("Sự cố mạng do thủ trưởng đơn vị chuyên trách duyệt đóng"),
    ),
    Measure(
        code="security.cyber_reports",
        name=_("Báo cáo sự cố theo quy định đã gửi"),
        unit=_("báo cáo"),
        rows=sent_reports,
        counts_on="sent_at",
        dims=(("timeliness", "timeliness"),),
        row_label="document_number",
        row_url=("cyber_incident", "incident__case__code"),
        visible=reports_seen_by,
        of_people=False,
        source=_("Báo cáo ban đầu, chi tiết, kết thúc và thông báo vi phạm dữ liệu của sự cố mạng"),
    ),
]
