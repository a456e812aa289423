"""Where a complaint or denunciation is handed in on paper: dated data of the province."""

from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency


def receivers_on(day: date) -> list[Agency]:
    """The units that take them on paper, in the order of the rule `complaint.receivers`; two queries."""
    codes: list[str] = rule_or("complaint.receivers", [], on=day)
    known = {
        agency.code: agency
        for agency in Agency.objects.on(day).filter(code__in=codes).select_related("parent")
    }
    return [known[code] for code in codes if code in known]
