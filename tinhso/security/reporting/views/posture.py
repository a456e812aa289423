"""How things are: for a coordinator the province with its agencies, for a head or a security officer the own agency; and on a wall."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.lib.numbers import vn_number
from tinhso.security.duties.permissions import can_coordinate
from tinhso.security.findings.listing import digest
from tinhso.security.models import SecurityFinding
from tinhso.security.pages.tabs import security_tabs
from tinhso.security.reporting.permissions import can_read_report
from tinhso.security.reporting.posture import posture_of
from tinhso.security.reporting.tiles import tiles_of

MOST_AGENCIES = 20
SECONDS = 60


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer, Head)
def show_posture(request: HttpRequest) -> HttpResponse:
    by, today, now = actor_for(request), clock.today(), clock.now()
    every = can_coordinate(by, on=today)
    agency = None if every else get_object_or_404(Agency, pk=by.agency_id or 0)
    if not can_read_report(agency.pk if agency else None, by, on=today):
        raise PermissionDenied
    log_access(by=by, purpose="coordinate", page="security_posture", case_ids=[], at=now)
    rows = digest(SecurityFinding.objects.visible_to(by, on=today), now)[:MOST_AGENCIES] if every else []
    table = Table(
        _("Cơ quan có nhiều điểm yếu quá hạn nhất"),
        [
            Column(_("Cơ quan")),
            *(
                Column(label, number=True)
                for label in (_("Nghiêm trọng"), _("Cao"), _("Chưa khắc phục"), _("Quá hạn"))
            ),
        ],
        [
            [
                one.name,
                vn_number(one.critical),
                vn_number(one.high),
                vn_number(one.open),
                Cell(vn_number(one.late), tone="late" if one.late else None),
            ]
            for one in rows
        ],
    )
    context = {
        "tabs": security_tabs(request, by),
        "tiles": tiles_of(posture_of(agency.pk if agency else None, now), links=True),
        "table": table,
        "whose": agency.name if agency else _("toàn tỉnh"),
        "every": every,
        "now": now,
    }
    return render(request, "security/reporting/posture.html", context)


@require_safe
@role_required(SecurityCoordinator)
def show_wall(request: HttpRequest) -> HttpResponse:
    """For a screen that everybody in the room sees: counts of the province, no name of anybody or anything; it comes anew by itself."""
    by, today, now = actor_for(request), clock.today(), clock.now()
    if not can_coordinate(by, on=today):
        raise PermissionDenied
    context = {"tiles": tiles_of(posture_of(None, now), links=False), "now": now, "seconds": SECONDS}
    return render(request, "security/reporting/wall.html", context)
