"""What the exchange can count."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.exchange.models import Agreement, ExchangeCall
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.declare import Measure


def passed_on() -> "QuerySet[ExchangeCall]":
    """Calls that were let through to a provider; tokens and what was refused are none."""
    return ExchangeCall.objects.exclude(agreement="").filter(code="ok")


def failed() -> "QuerySet[ExchangeCall]":
    """Calls under an agreement that the exchange refused or the provider did not answer."""
    return ExchangeCall.objects.exclude(agreement="").exclude(code="ok", status__lt=500)


def granted() -> "QuerySet[Agreement]":
    """Agreements that were approved, by the provider or the arbiter."""
    return Agreement.objects.filter(approved_at__isnull=False)


def of_sides(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Who may read an agreement's sheet."""
    return rows.filter(pk__in=Agreement.objects.visible_to(actor).values("pk"))


def of_members(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """A row of the log is read by who calls, who is called, and auditors."""
    return rows.filter(pk__in=ExchangeCall.objects.visible_to(actor, runs=False).values("pk"))


MEASURES = [
    Measure(
        code="exchange.agreements",
        name=_("Thỏa thuận chia sẻ dữ liệu đã duyệt"),
        unit=_("thỏa thuận"),
        rows=granted,
        counts_on="approved_at",
        agency="service__system__member__agency",
        row_label="case__code",
        row_url=("exchange_agreement", "case__code"),
        visible=of_sides,
        of_people=False,
        source=_("Thỏa thuận trên nền tảng chia sẻ dữ liệu của tỉnh"),
    ),
    *(
        Measure(
            code=code,
            name=name,
            unit=_("lời gọi"),
            rows=rows,
            counts_on="at",
            row_label="pk",
            visible=of_members,
            of_people=False,
            source=_("Nhật ký của nền tảng chia sẻ dữ liệu của tỉnh"),
        )
        for code, name, rows in (
            ("exchange.calls", _("Giao dịch qua nền tảng chia sẻ dữ liệu"), passed_on),
            ("exchange.failed_calls", _("Lời gọi qua nền tảng không thành"), failed),
        )
    ),
]
