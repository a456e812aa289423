"""The policy for planes that hold the token, and the list of what was issued for people."""

from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.exchange.models import IssuedPolicy, ServiceVersion
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.policy.signer import signing_key
from tinhso.kernel.people.public import public_page, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.descriptions import description_text
from tinhso.lib.exchange.signing_key import public_text

MOST = 100


@never_cache
@require_safe
@public_page
def policy(request: HttpRequest, environment: str) -> HttpResponse:
    """The newest document of an environment, or 304 where the plane has it. Without the token it is not there."""
    _check_token(request)
    issued = IssuedPolicy.objects.filter(environment=environment).first()
    if issued is None:
        raise Http404
    tag = f'"{issued.document_hash}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(issued.document, content_type="application/json", headers={"ETag": tag})


@never_cache
@require_safe
@public_page
def description(request: HttpRequest, environment: str, service: str) -> HttpResponse:
    """The newest description of a service that answers in this environment, for planes with the token."""
    _check_token(request)
    parts = service.split("/")
    if len(parts) != 4:
        raise Http404
    kind, member, system, code = parts
    newest = ServiceVersion.objects.filter(
        service__code=code,
        service__system__code=system,
        service__system__member__code=member,
        service__system__member__member_class=kind,
        service__addresses__environment=environment,
    ).order_by("-number")
    found = newest.first()
    if found is None:
        raise Http404
    return HttpResponse(description_text(found.openapi), content_type="application/json")


def _check_token(request: HttpRequest) -> None:
    token, given = settings.EXCHANGE_PULL_TOKEN, request.headers.get("Authorization", "")
    if not token or not compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_policies(request: HttpRequest) -> HttpResponse:
    """What was issued, the newest first, and the public key that planes are given."""
    issued = IssuedPolicy.objects.defer("document").order_by("-issued_at", "-pk")[:MOST]
    context = {
        "table": policy_table(list(issued)),
        "public_key": public_text(signing_key().public_key()),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/policy/policies.html", context)


def policy_table(issued: list[IssuedPolicy]) -> Table:
    head = [_("Ban hành lúc"), _("Môi trường"), _("Phiên bản"), _("Mã băm"), _("Khóa ký")]
    rows: list[list[Cell | str]] = [
        [
            f"{one.issued_at.astimezone(HANOI):%H:%M %d/%m/%Y}",
            one.get_environment_display(),
            str(one.version),
            one.document_hash[:16],
            one.key[:16],
        ]
        for one in issued
    ]
    return Table(_("Mới nhất trước"), [Column(label) for label in head], rows)
