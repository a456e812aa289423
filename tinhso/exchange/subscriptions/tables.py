"""Tables and facts of subscriptions and deliveries."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.exchange.models import DeliveryAttempt, EventDelivery, EventSubscription
from tinhso.exchange.subscriptions.rights import Right, right_of
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table, Tone
from tinhso.lib.dates import HANOI

State = EventDelivery.State
TONES: dict[str, Tone] = {
    State.WAITING: "soon",
    State.SENDING: "soon",
    State.DELIVERED: "ok",
    State.DEAD: "late",
    State.SKIPPED: "",
}


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%H:%M:%S %d/%m/%Y}" if at else "–"


def technical(at: datetime | None) -> str:
    """Sending goes by the real clock; it is shown on the instance's, beside what happened by that one."""
    return moment(at + clock.offset()) if at else moment(at)


def standing_of(subscription: EventSubscription, now: datetime) -> tuple[str, Tone]:
    """In words. One query."""
    if subscription.ended_at:
        return _("Đã chấm dứt"), ""
    if right_of(subscription, now) is Right.NONE:
        return _("Không có thỏa thuận hiệu lực"), "late"
    if subscription.paused_at:
        return str(subscription.get_pause_display()), "soon"
    if subscription.service.in_maintenance(now):
        return _("Đang bảo trì"), "soon"
    return _("Đang nhận"), "ok"


def delivery_table(deliveries: Iterable[EventDelivery]) -> Table:
    rows: list[list[Cell | str]] = [
        [
            Cell(
                one.subject,
                url=reverse("exchange_delivery", args=[one.pk]),
                small=_("số %(n)d") % {"n": one.sequence},
            ),
            Cell(one.subscription.service.title, small=moment(one.event.at)),
            Cell(one.subscription.system.name, small=one.subscription.system.member.name),
            str(one.attempts),
            Cell(one.get_state_display(), tone=TONES[one.state], small=_next(one)),
        ]
        for one in deliveries
    ]
    head = [_("Hồ sơ"), _("Chủ đề"), _("Bên nhận"), _("Số lần gửi"), _("Tình trạng")]
    return Table(
        _("Mới nhất trước"), [Column(label, number=place == 3) for place, label in enumerate(head)], rows
    )


def _next(one: EventDelivery) -> str:
    if one.state == State.WAITING and one.attempts:
        return _("gửi lại lúc %(at)s") % {"at": technical(one.next_try)}
    return ""


def subscription_table(found: Iterable[tuple[EventSubscription, dict[str, int]]], now: datetime) -> Table:
    """Each with how many of its deliveries stand in each state."""
    rows: list[list[Cell | str]] = []
    for one, counts in found:
        words, tone = standing_of(one, now)
        rows.append(
            [
                Cell(one.service.title, url=reverse("exchange_subscription", args=[one.pk])),
                Cell(one.system.name, small=one.system.member.name),
                str(counts.get(State.WAITING, 0) + counts.get(State.SENDING, 0)),
                str(counts.get(State.DEAD, 0)),
                Cell(words, tone=tone),
            ]
        )
    head = [_("Chủ đề"), _("Bên nhận"), _("Chờ gửi"), _("Không gửi được"), _("Tình trạng")]
    return Table(
        _("Đăng ký nhận sự kiện"),
        [Column(label, number=place in (2, 3)) for place, label in enumerate(head)],
        rows,
    )


def attempt_table(attempts: Iterable[DeliveryAttempt]) -> Table:
    rows: list[list[Cell | str]] = [
        [
            technical(one.at),
            Cell(answer_words(one), tone="ok" if 200 <= one.status < 300 else "late"),
            _("%(n)d ms") % {"n": one.milliseconds},
        ]
        for one in attempts
    ]
    head = [_("Lúc"), _("Nơi nhận trả lời"), _("Thời gian")]
    return Table(_("Các lần gửi"), [Column(label) for label in head], rows)


def answer_words(one: DeliveryAttempt) -> str:
    if one.status:
        return _("mã %(status)d") % {"status": one.status}
    return {
        "too_slow": _("không trả lời trong 15 giây"),
        "address_refused": _("địa chỉ chỉ vào chính máy chủ này nên không gọi"),
    }.get(one.code, _("không kết nối được"))


def delivery_facts(one: EventDelivery) -> list[Fact]:
    subscription = one.subscription
    found = [
        Fact(
            _("Chủ đề"),
            subscription.service.title,
            reverse("exchange_service", args=[subscription.service_id]),
        ),
        Fact(_("Số thứ tự"), str(one.sequence)),
        Fact(_("Bên nhận"), f"{subscription.system.name}, {subscription.system.member.name}"),
        Fact(_("Đăng ký"), subscription.where, reverse("exchange_subscription", args=[subscription.pk])),
        Fact(_("Xảy ra lúc"), moment(one.event.at)),
        Fact(_("Số lần gửi"), str(one.attempts)),
    ]
    if one.state == State.WAITING:
        found.append(Fact(_("Gửi tiếp lúc"), technical(one.next_try)))
    if one.ended_at:
        found.append(Fact(_("Xong lúc"), technical(one.ended_at)))
    if one.skip_reason:
        found.append(Fact(_("Lý do bỏ qua"), one.skip_reason))
    return found


def written(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
