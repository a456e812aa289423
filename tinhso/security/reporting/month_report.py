"""The month's report on cybersecurity, for the page of all reports that an agency owes: it is drawn up on its own page."""

from calendar import monthrange

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency, actor_for
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OwedReport
from tinhso.lib.dates import vn_date
from tinhso.security.reporting.periods import Period
from tinhso.security.reporting.permissions import can_read_report

RULE = "security.month_report_day"


def owed_month(request: HttpRequest) -> list[OwedReport]:
    """Of this month, for whoever may read the agency's report; nothing where no rule says when it is due. Two queries."""
    by, today = actor_for(request), clock.today()
    day = rule_or(RULE, None, on=today)
    if day is None or by.agency_id is None or not can_read_report(by.agency_id, by, on=today):
        return []
    agency = Agency.objects.filter(pk=by.agency_id).first()
    if agency is None:
        return []
    due = today.replace(day=min(int(day), monthrange(today.year, today.month)[1]))
    words = _("lập ở trang này, gửi trước hết ngày %(day)s") % {"day": vn_date(due)}
    return [
        OwedReport(
            title=_("Báo cáo an toàn thông tin"),
            url=f"{reverse('security_report')}?nam={today.year}&thang={today.month}&co_quan={agency.code}",
            agency=agency.short_name,
            period=Period(today.year, today.month).words,
            words=words,
        )
    ]
