"""The page of a member's technician, and the description of a service as a file."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.exchange.developer.examples import KEY, Example, example, path_of
from tinhso.exchange.developer.own_systems import OwnSystem, own_systems
from tinhso.exchange.models import Service, ServiceVersion
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.instance import instance_code
from tinhso.exchange.registry.tables import changes_of
from tinhso.exchange.registry.versions import newest
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.errors import ERRORS

VERSIONS = 30
SOON_DAYS = 30
NO_KEY = "ma-khoa"
NO_PLANE = "https://lgsp.example.vn"
"""Stands in examples where this installation has not been told where its plane is."""


@require_safe
@role_required(Head, DataOfficer, Auditor)
def developer(request: HttpRequest) -> HttpResponse:
    """Addresses, one's own systems, code to copy, what versions changed, what errors mean. `thoa-thuan` chooses an agreement."""
    by, now = actor_for(request), clock.now()
    systems = own_systems(by, now)
    plane = settings.EXCHANGE_ADDRESS.rstrip("/")
    chosen = _chosen(systems, request.GET.get("thoa-thuan", "")[:60])
    context = {
        "addresses": _addresses(plane, settings.EXCHANGE_TEST_ADDRESS.rstrip("/")),
        "plane": plane,
        "systems": system_table(systems),
        "agreements": [(one, agreement) for one in systems for agreement in one.callable],
        "chosen": chosen,
        "example": _example(chosen, plane or NO_PLANE) if chosen else None,
        "key": KEY,
        "versions": version_table(),
        "errors": error_table(),
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/developer/developer.html", context)


def _addresses(plane: str, test: str) -> list[Fact]:
    """That of the test environment last."""
    of_test = [Fact(_("Nơi chuyển tiếp thử nghiệm"), test)] if test else []
    if not plane:
        return of_test
    named = [
        (_("Nơi chuyển tiếp"), plane),
        (_("Xin mã truy cập (RFC 7523)"), f"{plane}/lgsp/token"),
        (_("Khóa ký mã truy cập (JWKS)"), f"{plane}/lgsp/jwks"),
        (_("Mô tả máy chủ cấp mã (RFC 8414)"), f"{plane}/.well-known/oauth-authorization-server"),
        (_("Gọi dịch vụ"), f"{plane}/lgsp/<thành viên>/<hệ thống>/<dịch vụ>/…"),
        (_("Gọi theo X-Road"), f"{plane}/r1/{instance_code()}/<loại>/<thành viên>/<hệ thống>/<dịch vụ>/…"),
    ]
    return [Fact(label, address) for label, address in named] + of_test


@dataclass(frozen=True)
class Choice:
    """Whose agreement the examples are for; the first of its operations."""

    caller: OwnSystem
    code: str
    service: str
    method: str
    path: str
    evidence: bool
    certificate: bool


def _chosen(systems: list[OwnSystem], code: str) -> Choice | None:
    """The agreement that was asked for, else the first one."""
    pairs = [(one, agreement) for one in systems for agreement in one.callable if agreement.operations]
    found = next((pair for pair in pairs if pair[1].case.code == code), pairs[0] if pairs else None)
    if found is None:
        return None
    caller, agreement = found
    method, path = agreement.operations[0]
    asks = agreement.evidence, agreement.certificate
    return Choice(caller, agreement.case.code, str(agreement.service), method, path, *asks)


def _example(chosen: Choice, plane: str) -> Example:
    key = next((one.thumbprint for one in chosen.caller.keys if one.kind == "Ed25519"), NO_KEY)
    address = path_of(chosen.service, chosen.path)
    client = str(chosen.caller.system)
    return example(
        plane=plane,
        client=client,
        key=key,
        method=chosen.method,
        path=address,
        evidence=chosen.evidence,
        certificate=chosen.certificate,
    )


def system_table(systems: list[OwnSystem]) -> Table:
    rows: list[list[Cell | str]] = []
    for one in systems:
        rows.append(
            [
                Cell(one.system.name, small=str(one.system)),
                _key_words(one),
                str(len(one.agreements)),
                f"{one.called_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if one.called_at else "–",
                f"{one.refused_at.astimezone(HANOI):%H:%M %d/%m/%Y}" if one.refused_at else "–",
            ]
        )
    head = [Column(_("Hệ thống")), Column(_("Khóa")), Column(_("Thỏa thuận đang hiệu lực"), number=True)]
    head += [Column(_("Lời gọi thành công gần nhất")), Column(_("Lời gọi bị từ chối gần nhất"))]
    return Table(_("Hệ thống của cơ quan tôi"), head, rows)


def _key_words(one: OwnSystem) -> Cell:
    days = one.days_left(clock.today())
    if days is None:
        return Cell(_("Chưa có khóa"), tone="late")
    return Cell(_("Còn %(days)d ngày") % {"days": days}, tone="soon" if days <= SOON_DAYS else "ok")


def version_table() -> Table:
    """What was imported last, of every service. One query."""
    found = ServiceVersion.objects.defer("openapi").select_related("service__system__member")
    rows: list[list[Cell | str]] = [
        [
            f"{one.imported_at.astimezone(HANOI):%d/%m/%Y}",
            Cell(one.service.title, url=reverse("exchange_openapi", args=[one.service_id])),
            str(one.number),
            Cell(_("Không tương thích"), tone="late") if one.breaking else "–",
            changes_of(one),
        ]
        for one in found.order_by("-imported_at", "-pk")[:VERSIONS]
    ]
    head = [_("Ngày"), _("Dịch vụ (mở tệp OpenAPI)"), _("Bản"), _("Lưu ý"), _("Thay đổi")]
    return Table(_("Nhật ký thay đổi của các dịch vụ"), [Column(label) for label in head], rows)


def error_table() -> Table:
    rows: list[list[Cell | str]] = [
        [code, str(one.status), one.words, _("Có") if one.retryable else _("Không")]
        for code, one in ERRORS.items()
    ]
    head = [_("Mã"), "HTTP", _("Nghĩa"), _("Gọi lại sau được")]
    return Table(_("Lỗi của nền tảng"), [Column(label) for label in head], rows)


@require_safe
@role_required(Head, DataOfficer, Auditor)
def openapi(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest description of a service as it was imported."""
    service = get_object_or_404(Service, pk=pk)
    version = newest(service)
    if version is None:
        raise Http404
    answer = JsonResponse(version.openapi, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{service.code}-{version.number}.openapi.json"'
    return answer
