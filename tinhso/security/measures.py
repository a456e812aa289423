"""What cybersecurity can count: machines on which something was found and mended, of the whole province.

Not by agency: the pages of figures are open, and how many machines of an agency were infected is nobody's to learn there. A machine
counts once a year in each of the three, and may stand in all of them: they are not added up.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure
from tinhso.security.models import FindingChange, FindingDecision, SecurityFinding

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
