"""Keys of programs that send reports: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.people.public import Agency, actor_for, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt
from tinhso.security.collecting.actions.make_key import make_key
from tinhso.security.collecting.actions.revoke_key import revoke_key
from tinhso.security.collecting.forms import KeyForm
from tinhso.security.duties.permissions import can_coordinate, check_can_answer_for
from tinhso.security.models import CollectorKey
from tinhso.security.pages.listing import listing_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(SecurityCoordinator, SecurityOfficer)
def show_keys(request: HttpRequest) -> HttpResponse:
    """Those that the officer sees; a new one is shown this once."""
    by, today = actor_for(request), clock.today()
    agency = get_object_or_404(Agency, pk=by.agency_id or 0)
    check_can_answer_for(agency.pk, by, on=today)
    every = can_coordinate(by, on=today)
    form, secret = KeyForm(request.POST if request.method == "POST" else None, every=every), ""
    if request.method == "POST":
        usual = {"every_agency": False}
        made = attempt(form, lambda given: make_key(agency=agency, by=by, now=clock.now(), **usual | given))
        if made:
            form, secret = KeyForm(None, every=every), made[1]
    rows = CollectorKey.objects.visible_to(by, on=today).select_related("made_by", "agency")
    context = {
        "form": form,
        "secret": secret,
        "page": listing_of(request, rows, ""),
        "now": timezone.now(),
        "where": request.build_absolute_uri("/api/an-toan-thong-tin/bao-cao/"),
    }
    return render(request, "security/collecting/keys.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(SecurityCoordinator, SecurityOfficer)
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    by = actor_for(request)
    key = get_object_or_404(CollectorKey.objects.visible_to(by, on=clock.today()), pk=number)
    revoke_key(key=key, by=by, now=clock.now())
    messages.success(request, _("Đã thu hồi khóa."))
    return redirect("collector_keys")
