"""The page on which the connection of a service is tested."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.exchange.connections.actions.check_connection import check_connection
from tinhso.exchange.connections.wording import earlier_table, line_table, passed
from tinhso.exchange.models import Service
from tinhso.exchange.registry.permissions import can_check_connection, can_read_checks
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused

LISTED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Head, DataOfficer, Auditor)
def connection(request: HttpRequest, pk: int) -> HttpResponse:
    """The last test of each environment with what to do about it; a button for the next."""
    service = get_object_or_404(Service.objects.select_related("system__member"), pk=pk)
    by, now = actor_for(request), clock.now()
    if request.method == "POST":
        return _check(request, service)
    if not can_read_checks(service, by, now):
        raise PermissionDenied
    checks = list(service.checks.select_related("checked_by")[:LISTED])
    places = list(service.addresses.all())
    newest = [next((one for one in checks if one.environment == place.environment), None) for place in places]
    context = {
        "service": service,
        "places": places,
        "checks": can_check_connection(service, by, now),
        "results": [(one, line_table(one), passed(one)) for one in newest if one],
        "earlier": earlier_table(checks),
    }
    return render(request, "exchange/connections/connection.html", context)


def _check(request: HttpRequest, service: Service) -> HttpResponse:
    environment = request.POST.get("environment", "")[:10]
    try:
        check = check_connection(
            service=service, environment=environment, by=actor_for(request), now=clock.now()
        )
    except EntryRefused as refused:
        messages.error(request, str(refused))
    else:
        good = passed(check)
        words = _("Đã kiểm tra: không có gì phải sửa.") if good else _("Đã kiểm tra: có mục cần sửa.")
        (messages.success if good else messages.warning)(request, words)
    return redirect("exchange_connection", service.pk)
