"""Why something counts as malicious: which value, which sources list it since when, how sure that is today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import Cell, Column, Table
from tinhso.lib.dates import local, vn_date, vn_datetime
from tinhso.security.intelligence.confidence import Fading, is_valid
from tinhso.security.intelligence.matching import CONTACTS
from tinhso.security.intelligence.permissions import records_for
from tinhso.security.models import Indicator, IndicatorRecord, SecurityFinding

MOST_SOURCES = 50


@dataclass(frozen=True)
class Match:
    """`hidden` says that there are sources which this reader may not know."""

    why: str
    url: str
    sources: Table | None
    hidden: str


def matches_of(finding: SecurityFinding, by: Actor, now: datetime) -> list[Match]:
    """Of a contact that a log showed; nothing for what a tool reported by its own rules. Four queries at most."""
    if finding.kind != SecurityFinding.Kind.BOTNET:
        return []
    found = Indicator.objects.filter(kind__in=CONTACTS, value=finding.rule).order_by("kind")[:3]
    return [_match(one, by, now) for one in found]


def _match(one: Indicator, by: Actor, now: datetime) -> Match:
    why = {
        Indicator.Kind.NAME: _(
            "Nhật ký mạng cho thấy máy hỏi tên %(value)s hoặc một tên nằm dưới nó; tên này có trong danh sách chỉ dấu."
        ),
        Indicator.Kind.ADDRESS: _(
            "Nhật ký mạng cho thấy máy kết nối tới địa chỉ %(value)s; địa chỉ này có trong danh sách chỉ dấu."
        ),
        Indicator.Kind.NETWORK: _(
            "Nhật ký mạng cho thấy máy kết nối tới một địa chỉ trong dải %(value)s; dải này có trong danh sách chỉ dấu."
        ),
    }[Indicator.Kind(one.kind)] % {"value": one.value}
    today = local(now).date()
    sees = Indicator.objects.visible_to(by, on=today).filter(pk=one.pk).exists()
    records, hidden = visible_records(one, by, today)
    return Match(
        f"{why} {state_words(one, now) if sees else ''}".strip(),
        reverse("indicator", args=[one.code]) if sees else "",
        sources_table(records, now) if records else None,
        hidden,
    )


def visible_records(one: Indicator, by: Actor, day: date) -> tuple[list[IndicatorRecord], str]:
    """What this reader may know of who lists it, and a sentence where there is more."""
    rows = records_for(by, on=day).filter(indicator=one).select_related("source", "indicator", "load")
    records = list(rows.order_by("-base", "pk")[:MOST_SOURCES])
    more = one.records.count() - len(records)
    if more <= 0:
        return records, ""
    words = ngettext(
        "Còn %(n)s nguồn không hiện ở đây; hỏi đơn vị chuyên trách.",
        "Còn %(n)s nguồn không hiện ở đây; hỏi đơn vị chuyên trách.",
        more,
    )
    return records, words % {"n": more}


def state_words(one: Indicator, now: datetime) -> str:
    """What is decided of it, in a sentence; "" where it is plainly used."""
    if one.state == Indicator.State.ACTIVE:
        return ""
    words = {
        Indicator.State.HELD_BACK: _("Nay bị giữ lại vì có trong danh sách cảnh báo."),
        Indicator.State.ALLOWED: _("Được cho qua dù có cảnh báo, lý do: %(reason)s."),
        Indicator.State.DISCARDED: _("Nay đã bỏ, lý do: %(reason)s."),
    }[Indicator.State(one.state)]
    return words % {"reason": one.reason.rstrip(".")} if "%(reason)s" in words else words


def sources_table(records: list[IndicatorRecord], now: datetime) -> Table:
    fading = Fading.on(now)
    head = [
        _("Nguồn"),
        _("Nguồn nói gì"),
        _("Nạp lần đầu"),
        _("Nạp lần cuối"),
        _("Tin cậy hôm nay"),
        _("Vì sao"),
    ]
    return Table(
        _("Nguồn của chỉ dấu"),
        [Column(label) for label in head],
        [
            [
                Cell(one.source.name, small=one.get_tlp_display()),
                one.title or "–",
                vn_datetime(one.first_loaded_at),
                vn_datetime(one.last_loaded_at),
                f"{fading.of(one, now)} %",
                _why(one, fading, now),
            ]
            for one in records
        ],
    )


def _why(one: IndicatorRecord, fading: Fading, now: datetime) -> str:
    """How today's confidence comes from what the source said."""
    if one.revoked_at is not None and one.revoked_at <= now:
        return _("nguồn đã rút ngày %(day)s") % {"day": vn_date(one.revoked_at)}
    if one.valid_until is not None and one.valid_until <= now:
        return _("hết hạn ngày %(day)s theo nguồn") % {"day": vn_date(one.valid_until)}
    if not is_valid(one, now):
        return _("chưa đến ngày có hiệu lực theo nguồn")
    if not one.source.fades:
        return _("%(base)s %% khi nạp, nguồn không giảm theo ngày") % {"base": one.base}
    words = _("%(base)s %% khi nạp, giảm dần về 0 trong %(days)s ngày") % {
        "base": one.base,
        "days": fading.days[one.indicator.kind],
    }
    if fading.of(one, now) < fading.least:
        words += "; " + _("dưới ngưỡng %(least)s %% nên không còn dùng để đối chiếu") % {
            "least": fading.least
        }
    return words
