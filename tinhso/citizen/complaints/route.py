"""The way of complaints and denunciations: who receives them, and the legal times."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Process
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

KIND = "complaint"
TITLE = "Đơn"  # what it is about is told by no list
LEGAL = _("Nội dung này được xem xét theo Luật Khiếu nại, Luật Tố cáo, không đăng công khai.")
ON_PAPER = "Nội dung lập trên giấy, lưu trong hồ sơ của cơ quan thụ lý."  # what a denunciation says instead of a reason
INTAKE, RESOLVE, CLOSE = "intake", "resolve", "close"
LABELS = {INTAKE: "Xem xét thụ lý", RESOLVE: "Xác minh, giải quyết", CLOSE: "Đã giải quyết"}
STEPS = [
    {"key": key, "label": label, "role": Examiner.code, "place": "agency", "act": key, "share": share}
    for (key, label), share in zip(LABELS.items(), (0.0, 1.0, 0.0), strict=True)
]
SOURCE = "Luật Khiếu nại 2011; Luật Tố cáo 2018"
UNITS = {"working_day": Unit.WORKING_DAY, "day": Unit.DAY}


class NoReceivingUnit(LookupError):
    """The rules of the day name no agency that exists and is not the accused one."""


def complaint_process() -> Process:
    found, _made = Process.objects.get_or_create(
        code=KIND, version=1, defaults={"steps": STEPS, "source": SOURCE}
    )
    return found


def receiving_unit(accused: Agency | None, *, on: date) -> Agency:
    """The first agency of the rule `complaint.receivers` that is neither the accused nor a part of it. NoReceivingUnit."""
    shut = set() if accused is None else {accused.pk, *parts_of(accused, on)}
    codes = rule("complaint.receivers", on=on)
    found = {agency.code: agency for agency in Agency.objects.on(on).filter(code__in=codes)}
    for code in codes:
        if code in found and found[code].pk not in shut:
            return found[code]
    raise NoReceivingUnit(codes)


def parts_of(agency: Agency, on: date) -> set[int]:
    """Its divisions and desks; a department under a committee is an agency of its own."""
    inner = Agency.objects.on(on).filter(parent=agency, kind__in=[Agency.Kind.DIVISION, Agency.Kind.DESK])
    return set(inner.values_list("pk", flat=True))


def complaint_limit(what: str, kind: str, *, on: date) -> TimeLimit:
    """`intake` or `settle` for a complaint or a denunciation: `{"amount", "unit"}` by the rule of that day."""
    key = f"complaint.{kind}_{what}"
    given = rule(key, on=on)
    return TimeLimit(Decimal(given["amount"]), UNITS[given["unit"]], rule_source(key, on=on))
