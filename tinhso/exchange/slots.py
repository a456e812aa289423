"""What the data exchange puts on pages of others, and says of itself for who runs an instance."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import CaseFinder, WorklistRow
from tinhso.exchange.agreements.agreement_process import (
    AGREEMENT,
    DISPUTE,
    REVIEW,
    agreement_rows,
    dispute_rows,
    review_rows,
)
from tinhso.exchange.agreements.finding import find_agreements
from tinhso.exchange.calls.proof.comparison import CALLS
from tinhso.exchange.calls.upkeep import import_goes_on, unreadable_lines, waiting_files
from tinhso.exchange.data_uses import person_export
from tinhso.exchange.data_uses.request_process import KIND as DATA_USE
from tinhso.exchange.data_uses.request_process import TOPIC as DATA_USE_TOPIC
from tinhso.exchange.data_uses.request_process import request_rows
from tinhso.exchange.provided.of_province import OF_PROVINCE
from tinhso.exchange.registry.callers import TOPIC
from tinhso.exchange.subscriptions.upkeep import dead_deliveries, deliveries_by_state
from tinhso.exchange.topics.upkeep import reading_goes_on, seconds_behind
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import AccountEnd, MyData, signed_in
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site.operation import Export, Metric, Probe, Retention
from tinhso.kernel.site.slots import CaseKind, MenuItem, MyItems


def is_person(request: HttpRequest) -> bool:
    """An account that belongs to a person."""
    signed = signed_in(request)
    return signed is not None and signed.actor.person_id is not None


KINDS = [
    CaseKind(AGREEMENT, _("Đề nghị chia sẻ dữ liệu"), "exchange_agreement", public_tracking=False),
    CaseKind(DISPUTE, _("Giải quyết việc từ chối chia sẻ"), "exchange_dispute", public_tracking=False),
    CaseKind(
        DATA_USE,
        _("Hỏi, khiếu nại về dùng dữ liệu cá nhân"),
        "exchange_data_request",
        citizen_url_name="my_data_use_request",
        public_tracking=False,
    ),
    CaseKind(REVIEW, _("Rà soát thỏa thuận chia sẻ"), "exchange_review", public_tracking=False),
]
ROWS = [
    WorklistRow(AGREEMENT, agreement_rows),
    WorklistRow(DISPUTE, dispute_rows),
    WorklistRow(REVIEW, review_rows),
    WorklistRow(DATA_USE, request_rows),
]
FINDERS = [CaseFinder(AGREEMENT, find_agreements)]
TOPICS = [
    Topic(DATA_USE_TOPIC, _("Trả lời về việc dùng dữ liệu của tôi"), order=27),
    Topic(TOPIC, _("Chia sẻ dữ liệu giữa các cơ quan"), for_officers=True, order=60),
]
MENU = [
    MenuItem("account", _("Ai đã dùng dữ liệu của tôi"), "data_uses", order=12, shown=is_person),
    MenuItem(
        "officer",
        _("Chia sẻ dữ liệu"),
        "exchange_agreements",
        group="figures",
        order=64,
        roles=(DataOfficer.code, Head.code, Auditor.code),
    ),
]
EXPORTS = [
    Export(
        "exchange",
        "Thành viên, dịch vụ, thỏa thuận chia sẻ dữ liệu, nhật ký lời gọi; danh mục, từ điển dữ liệu dùng chung",
        order=24,
    )
]
RETENTION = [
    Retention(
        "exchange.checks",
        _(
            "Lần kiểm tra kết nối: của mỗi dịch vụ trong mỗi môi trường giữ 50 lần mới nhất, lần kiểm tra sau xóa lần cũ"
        ),
        ("exchange.ConnectionCheck",),
    ),
    Retention(
        "exchange.calls",
        _(
            "Nhật ký lời gọi: bí danh của người và mã hồ sơ xóa trước, cả dòng xóa sau; câu hỏi về dùng dữ liệu xóa nội dung; nội dung lời gọi được giữ theo thỏa thuận xóa khi hết ngày"
        ),
        ("exchange.ExchangeCall", "exchange.DataUseRequest", "exchange.StoredBodies"),
        job="exchange.erase_call_people",
        rules="exchange.",
        stays={
            **dict.fromkeys(
                [f"exchange.ExchangeCall.{name}" for name in ("plane", "client", "service", "agreement")],
                "who called whom under which agreement, until the whole row goes",
            ),
            **dict.fromkeys(
                [f"exchange.ExchangeCall.{name}" for name in ("method", "operation", "code")],
                "codes of the service's description, no path",
            ),
            **dict.fromkeys(
                [f"exchange.ExchangeCall.{name}" for name in ("request_hash", "response_hash", "about")],
                "digests that hold the row in its sealed batch, until the whole row goes",
            ),
            **dict.fromkeys(
                [f"exchange.ExchangeCall.{name}" for name in ("signing_key", "signed_hash", "signature")],
                "the caller's evidence, until the whole row goes",
            ),
        },
    ),
    Retention(
        "exchange.events",
        _("Sự kiện đã phát: xóa sau số ngày của quy định; sự kiện đã niêm phong vẫn còn"),
        ("exchange.PublishedEvent", "exchange.EventDelivery", "exchange.DeliveryAttempt"),
        job="exchange.erase_published",
        rules="exchange.",
    ),
]
MINE = [
    MyItems(_("Câu hỏi về dùng dữ liệu của tôi"), person_export.items, order=45),
    MyData(
        "dung-du-lieu",
        _("Ai đã dùng dữ liệu của tôi"),
        _("Từng lần một cơ quan hỏi dữ liệu qua nền tảng chia sẻ, và câu hỏi, khiếu nại đã gửi"),
        person_export.tables,
        order=35,
    ),
    AccountEnd("exchange", open_things=person_export.open_requests, keeps=person_export.keeps),
]
COMPARISONS = [CALLS]
EXCHANGE_SERVICES = OF_PROVINCE
PROBES = [
    Probe("exchange_calls", import_goes_on, database=False),
    Probe("exchange_events", reading_goes_on),
    Probe("exchange_deliveries", dead_deliveries),
]
METRICS = [
    Metric(
        "tinhso_exchange_unreadable_lines", "lines of the planes' log that were set aside", unreadable_lines
    ),
    Metric(
        "tinhso_exchange_waiting_files", "files of the planes' log that wait for their import", waiting_files
    ),
    Metric(
        "tinhso_exchange_events_behind_seconds",
        "age of the oldest seal of events that the exchange has not read",
        seconds_behind,
    ),
    Metric(
        "tinhso_exchange_deliveries",
        "events for other systems that wait, are being sent or are dead",
        deliveries_by_state,
    ),
]
