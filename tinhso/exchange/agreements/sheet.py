"""What the page of an agreement says, and which deeds are open to whoever looks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import Case, State, can_act
from tinhso.exchange.agreements.permissions import can_apply, can_steer
from tinhso.exchange.models import Agreement, AgreementChange, AgreementDispute
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.shapes import Cell, Column, Fact, Table, Tone

QUOTA = ("per_second", "per_day", "concurrent")


def standing_of(agreement: Agreement, now: datetime) -> tuple[str, Tone]:
    """Whether calls pass now, in words."""
    if agreement.approved_at is None:
        return _waiting(agreement)
    if agreement.ended_at is not None:
        return _("Đã chấm dứt"), "late"
    if agreement.suspended_at is not None:
        return _("Tạm dừng"), "late"
    if now.date() >= agreement.ends:
        return _("Hết hạn"), "late"
    if now.date() < agreement.begins:
        return _("Chưa tới ngày bắt đầu"), "soon"
    return _("Đang hiệu lực"), "ok"


def _waiting(agreement: Agreement) -> tuple[str, Tone]:
    """What has not been approved."""
    if agreement.objection:
        return _("Bên cung cấp từ chối"), "late"
    words = {State.SUBMITTED: _("Chờ thẩm định"), State.IN_PROGRESS: _("Chờ duyệt")}
    return words.get(State(agreement.case.state), str(agreement.case.get_state_display())), ""


def agreement_table(agreements: Iterable[Agreement], now: datetime) -> Table:
    rows: list[list[Cell | str]] = []
    for one in agreements:
        words, tone = standing_of(one, now)
        rows.append(
            [
                Cell(one.case.code, url=reverse("exchange_agreement", args=[one.case.code])),
                Cell(one.service.title, small=one.service.system.member.name),
                one.consumer_name,
                one.get_kind_display(),
                Cell(words, tone=tone),
            ]
        )
    head = [_("Mã"), _("Dịch vụ"), _("Bên khai thác"), _("Hình thức"), _("Tình trạng")]
    return Table(_("Mới nhất trước"), [Column(label) for label in head], rows)


def facts_of(agreement: Agreement) -> list[Fact]:
    last = agreement.ends - timedelta(days=1)
    quota = _("%(second)d lần/giây, %(day)d lần/ngày, %(most)d lần cùng lúc") % {
        "second": agreement.per_second,
        "day": agreement.per_day,
        "most": agreement.concurrent,
    }
    service = reverse("exchange_service", args=[agreement.service_id])
    found = [
        Fact(_("Bên cung cấp"), agreement.service.system.member.name),
        Fact(_("Dịch vụ"), agreement.service.title, service),
        Fact(_("Bên khai thác"), agreement.consumer_name),
        Fact(_("Hình thức chia sẻ"), agreement.get_kind_display()),
        Fact(_("Thao tác"), ", ".join(map(str, agreement.calls))),
        Fact(_("Căn cứ pháp lý"), agreement.legal_basis),
        Fact(_("Mục đích"), agreement.purpose),
        Fact(_("Trường dữ liệu"), ", ".join(agreement.fields) or "–"),
        *([Fact(_("Sự kiện của cơ quan"), ", ".join(agreement.agencies))] if agreement.agencies else []),
        Fact(_("Hạn mức"), quota),
        Fact(_("Giữ chứng cứ từng lần gọi"), _("Có") if agreement.evidence else _("Không")),
        Fact(_("Giữ nội dung lời gọi"), _("Có, mã hóa") if agreement.stores_bodies else _("Không")),
        Fact(
            _("Chứng thư máy khách (mTLS)"), _("Bắt buộc") if agreement.certificate else _("Không bắt buộc")
        ),
        Fact(_("Người dân xem được"), agreement.get_disclosure_display()),
        Fact(_("Thời gian"), f"{agreement.begins:%d/%m/%Y} – {last:%d/%m/%Y}"),
    ]
    return found + reviewers_of(agreement) + cases_of(agreement)


def reviewers_of(agreement: Agreement) -> list[Fact]:
    """Who sent, appraised and approved it."""
    named = [
        (_("Người gửi đề nghị"), agreement.applied_by),
        (_("Người thẩm định"), agreement.appraised_by),
        (_("Người duyệt"), agreement.approved_by),
    ]
    return [Fact(label, user.full_name) for label, user in named if user is not None]


def cases_of(agreement: Agreement) -> list[Fact]:
    """The dispute over it and its yearly reviews, each with its page. Two queries."""
    found = [
        Fact(
            _("Giải quyết việc từ chối"),
            _of_case(one.case),
            reverse("exchange_dispute", args=[one.case.code]),
        )
        for one in AgreementDispute.objects.filter(agreement=agreement).select_related("case")
    ]
    return found + [
        Fact(_("Rà soát"), _of_case(one.case), reverse("exchange_review", args=[one.case.code]))
        for one in agreement.reviews.order_by("-for_day").select_related("case")[:5]
    ]


def _of_case(case: Case) -> str:
    return f"{case.code} ({case.get_state_display()})"


def quota_words(values: dict[str, int]) -> str:
    """In a second / in a day / at the same time; the database keeps no order."""
    return "/".join(str(values[name]) for name in QUOTA if name in values) or "–"


def change_table(changes: Iterable[AgreementChange]) -> Table:
    head = [_("Ngày"), _("Thay đổi"), _("Trước"), _("Sau"), _("Lý do")]
    rows = [
        [
            f"{one.made_at:%d/%m/%Y}",
            one.get_what_display(),
            quota_words(one.before),
            quota_words(one.after),
            one.reason,
        ]
        for one in changes
    ]
    return Table(_("Những thay đổi đã báo hai bên"), [Column(label) for label in head], rows)


def open_deeds(agreement: Agreement, by: Actor, now: datetime) -> list[str]:
    """The expected deed first. A few queries."""
    case = agreement.case
    if case.state in {State.SUBMITTED, State.IN_PROGRESS}:
        taken_back = ["rut"] if can_apply(agreement.consumer, by, now.date()) else []
        if not can_act(case, by):
            return taken_back
        first = "tham-dinh" if case.state == State.SUBMITTED else "duyet"
        objects = ["tu-choi"] if now <= agreement.objection_until else []
        return [first, *objects, *taken_back]
    if agreement.approved_at is None:
        disputes = agreement.objection and not hasattr(agreement, "dispute")
        return ["giai-quyet"] if disputes and can_apply(agreement.consumer, by, now.date()) else []
    return _steering(agreement, by, now) if agreement.ended_at is None else []


def _steering(agreement: Agreement, by: Actor, now: datetime) -> list[str]:
    found = []
    if can_steer(agreement, by, now.date()):
        found += ["han-muc", "noi-lai" if agreement.suspended_at else "tam-dung"]
    if can_apply(agreement.consumer, by, now.date()) or can_keep_registry(by, now.date()):
        found.append("cham-dut")
    return found
