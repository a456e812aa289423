"""The public pages and feeds of alerts, and where an account is told them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.citizen.alerts import cap
from tinhso.citizen.alerts.actions.choose_alert_places import MOST, TooManyPlaces, choose_alert_places
from tinhso.citizen.alerts.alert_display import displayed
from tinhso.citizen.alerts.alert_map import alert_map
from tinhso.citizen.alerts.forms import PlacesForm
from tinhso.citizen.alerts.reference_data import risk_levels
from tinhso.citizen.models import Alert, AlertPlace
from tinhso.kernel.people.public import User, actor_for, public_page, signed_in_required
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import any_origin, available_offline, data_note, instance, site_url

MOST_LISTED = 100


@require_safe
@available_offline
@public_page
def alerts(request: HttpRequest) -> HttpResponse:
    """What is in force now, the gravest first; what is over is not here."""
    found = Alert.objects.in_force(clock.now()).prefetch_related("units")
    kind = request.GET.get("loai", "")
    if kind in Alert.Kind.values:
        found = found.filter(kind=kind)
    listed = [displayed(a) for a in found[:MOST_LISTED]]
    context = {
        "alerts": listed,
        "map": alert_map(listed, on=clock.today()),
        "kinds": Alert.Kind.choices,
        "chosen": kind,
        "levels": risk_levels().values(),
    }
    return render(request, "citizen/alerts/alerts.html", context)


def issued() -> QuerySet[Alert]:
    """Those whose words are kept."""
    rows = Alert.objects.filter(issued_at__isnull=False, erasure=None)
    return rows.select_related("replaces").prefetch_related("units")


@require_safe
@public_page
def alert(request: HttpRequest, code: str) -> HttpResponse:
    """One alert that was issued, also after it is over, and then says so."""
    found = get_object_or_404(issued(), code=code)
    newer = found.replaced_by.filter(issued_at__isnull=False).first()
    over = found.state != Alert.State.ISSUED or found.expires_at <= clock.now()
    one = displayed(found)
    context = {"shown": one, "newer": newer, "over": over, "map": alert_map([one], on=clock.today())}
    return render(request, "citizen/alerts/alert.html", context)


def xml(content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def sender() -> str:
    return f"{instance().ident_code or 'tinhso'}.canhbao@{site_url().partition('//')[2].partition(':')[0]}"


@any_origin("GET", "HEAD")
@require_safe
@public_page
def alert_cap(request: HttpRequest, code: str) -> HttpResponse:
    """The alert as CAP 1.2."""
    found = get_object_or_404(issued(), code=code)
    whole = cap.cap_xml(found, sender=sender(), site_url=site_url(), demo=instance().demo)
    return xml(whole, cap.XML)


@any_origin("GET", "HEAD")
@require_safe
@public_page
def cap_index(request: HttpRequest) -> HttpResponse:
    """The Atom index of all messages that still hold, the newest first."""
    now = clock.now()
    found = list(Alert.objects.in_feed(now).order_by("-issued_at", "-pk")[:MOST_LISTED])
    title = f"{_('Cảnh báo')} - {instance().name}"
    whole = cap.atom_index(found, title=title, site_url=site_url(), now=now, note=data_note())
    return xml(whole, "application/atom+xml")


@any_origin("GET", "HEAD")
@require_safe
@public_page
def alerts_rss(request: HttpRequest) -> HttpResponse:
    found = list(Alert.objects.in_force(clock.now())[:MOST_LISTED])
    title = f"{_('Cảnh báo')} - {instance().name}"
    address = request.build_absolute_uri(request.path)
    content = cap.rss(found, title=title, address=address, site_url=site_url(), note=data_note())
    return xml(content, "application/rss+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
def alert_places(request: HttpRequest) -> HttpResponse:
    """The communes whose alerts this account is told; the ways of telling are chosen with the notices."""
    user, now = request.user, clock.now()
    assert isinstance(user, User)  # noqa: S101 (signed_in_required stands before)
    communes = AdminUnit.objects.on(now.date()).communes().order_by("sort_key")
    chosen = list(AlertPlace.objects.filter(user=user).values_list("unit_id", flat=True))
    data = [request.POST] if request.method == "POST" else []
    form = PlacesForm(*data, communes=communes, on=now.date(), initial={"units": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            choose_alert_places(user=user, units=form.cleaned_data["units"], by=actor_for(request), now=now)
        except TooManyPlaces:
            form.add_error("units", _("Chọn tối đa %(n)s nơi.") % {"n": MOST})
        else:
            messages.success(request, _("Đã lưu nơi nhận cảnh báo."))
            return redirect("alert_places")
    places = AdminUnit.objects.filter(pk__in=chosen)
    context = {"form": form, "places": places}
    return render(request, "citizen/alerts/alert_places.html", context, status=422 if form.errors else 200)
