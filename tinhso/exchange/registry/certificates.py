"""Certificates on pages: those that providers show, those that callers entered, and what of both wants somebody's hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.exchange.models import ClientCertificate, Member, ProviderCertificate, Service
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import HANOI

SOON = timedelta(days=30)
LISTED = 100


def certificates_of(service: Service) -> list[ProviderCertificate]:
    """What was seen at its addresses. One query."""
    seen = ProviderCertificate.objects.filter(address__service=service)
    return list(seen.select_related("address").order_by("address__environment"))


def client_certificates_of(member: Member, at: datetime) -> list[tuple[ClientCertificate, Cell]]:
    """Those of its systems that were not removed, each with how it stands. One query."""
    found = ClientCertificate.objects.filter(system__member=member, removed_at=None)
    return [(one, _standing(one.ends_at, "", at)) for one in found.select_related("system")[:LISTED]]


def seen_table(certificates: Iterable[ProviderCertificate], at: datetime) -> Table:
    head = [_("Môi trường"), _("Hết hạn lúc"), _("Tình trạng"), _("Xem lúc")]
    rows: list[list[Cell | str]] = [
        [
            one.address.get_environment_display(),
            _moment(one.ends_at),
            _standing(one.ends_at, one.get_error_display() if one.error else "", at),
            _moment(one.looked_at),
        ]
        for one in certificates
    ]
    return Table(_("Chứng thư TLS của máy chủ cung cấp"), [Column(label) for label in head], rows)


def urgent_table(at: datetime) -> Table:
    """Of all members: what ended, ends within a month or could not be read at the last look; the most urgent first. Two queries."""
    near = Q(ends_at__lt=at + SOON)
    seen = ProviderCertificate.objects.in_use(at).filter(near | ~Q(error="")).order_by("ends_at", "pk")
    of_callers = ClientCertificate.objects.filter(near, removed_at=None).order_by("ends_at", "pk")
    lines = [
        *(_of_provider(one, at) for one in seen.select_related("address__service__system__member")[:LISTED]),
        *(_of_caller(one, at) for one in of_callers.select_related("system__member")[:LISTED]),
    ]
    last = at + timedelta(days=36_500)
    lines.sort(key=lambda line: line[0] or last)
    head = [_("Chứng thư"), _("Thành viên"), _("Hết hạn lúc"), _("Tình trạng")]
    rows = [row for _ends, row in lines[:LISTED]]
    return Table(_("Chứng thư cần xử lý"), [Column(label) for label in head], rows)


def _of_provider(one: ProviderCertificate, at: datetime) -> tuple[datetime | None, list[Cell | str]]:
    service = one.address.service
    where = _("TLS, môi trường %(where)s") % {"where": one.address.get_environment_display()}
    named = Cell(service.title, url=reverse("exchange_service", args=[service.pk]), small=where)
    words = one.get_error_display() if one.error else ""
    row: list[Cell | str] = [
        named,
        service.system.member.name,
        _moment(one.ends_at),
        _standing(one.ends_at, words, at),
    ]
    return one.ends_at, row


def _of_caller(one: ClientCertificate, at: datetime) -> tuple[datetime | None, list[Cell | str]]:
    member = one.system.member
    small = _("máy khách, %(print)s") % {"print": str(one)}
    named = Cell(one.system.name, url=reverse("exchange_member", args=[member.pk]), small=small)
    return one.ends_at, [named, member.name, _moment(one.ends_at), _standing(one.ends_at, "", at)]


def _standing(ends_at: datetime | None, error: str, at: datetime) -> Cell:
    """`error` is why the last look was not content, in words; what has ended needs no other word."""
    if ends_at is not None and ends_at <= at:
        return Cell(_("Đã hết hạn"), tone="late")
    if error:
        return Cell(error, tone="late")
    if ends_at is not None and ends_at - at < SOON:
        return Cell(_("Sắp hết hạn"), tone="soon")
    return Cell(_("Còn hạn"), tone="ok")


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%H:%M %d/%m/%Y}" if at else "–"
