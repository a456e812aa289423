"""What cybersecurity can count: machines on which something was found and mended, of the whole province.

Not by agency: the pages of figures are open, and how many machines of an agency were infected is nobody's to learn there. A machine
counts once a year in each of the three, and may stand in all of them: they are not added up.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.casework.public import State as CaseState
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure
from tinhso.security.models import FindingChange, SecurityFinding, SupportIncident
from tinhso.security.support.way import KIND as SUPPORT
from tinhso.security.support.way import RESOLVED

State, Kind = SecurityFinding.State, SecurityFinding.Kind


def mended(kind: str) -> "QuerySet[FindingChange]":
    """The first mending of each machine and year; nothing that was a false alarm, none of a machine that nobody registered."""
    rows = FindingChange.objects.filter(
        state=State.MENDED, finding__kind=kind, finding__machine__isnull=False
    ).exclude(finding__state=State.FALSE_POSITIVE)
    before = rows.filter(
        finding__machine=OuterRef("finding__machine"),
        effective_at__year=ExtractYear(OuterRef("effective_at")),
    ).filter(
        Q(effective_at__lt=OuterRef("effective_at"))
        | Q(effective_at=OuterRef("effective_at"), pk__lt=OuterRef("pk"))
    )
    return rows.filter(~Exists(before))


def malware() -> "QuerySet[FindingChange]":
    return mended(Kind.MALWARE)


def contacts() -> "QuerySet[FindingChange]":
    return mended(Kind.BOTNET)


def vulnerabilities() -> "QuerySet[FindingChange]":
    return mended(Kind.VULNERABILITY)


def visible(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return rows.filter(finding__in=SecurityFinding.objects.visible_to(actor, on=clock.today()))


MEASURES = [
    Measure(
        code=code,
        name=name,
        unit=_("máy"),
        rows=rows,
        counts_on="effective_at",
        row_label="finding__code",
        row_url=("security_finding", "finding__code"),
        visible=visible,
        of_people=False,
        source=_("Báo cáo quét đã nạp; lần đầu trong năm mà máy không còn thấy điểm yếu loại này"),
    )
    for code, name, rows in (
        ("security.malware_machines", _("Máy có mã độc đã phát hiện và khắc phục"), malware),
        (
            "security.contact_machines",
            _("Máy kết nối tới địa chỉ độc hại đã phát hiện và khắc phục"),
            contacts,
        ),
        ("security.vulnerable_machines", _("Máy có lỗ hổng đã phát hiện và khắc phục"), vulnerabilities),
    )
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


MEASURES += [
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
