"""What the data exchange puts on pages of others, and says of itself for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow
from tinhso.exchange.agreements.agreement_process import (
    AGREEMENT,
    DISPUTE,
    REVIEW,
    agreement_rows,
    dispute_rows,
    review_rows,
)
from tinhso.exchange.calls.upkeep import import_goes_on, unreadable_lines, waiting_files
from tinhso.exchange.registry.callers import TOPIC
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site.operation import Empty, Export, Metric, Probe
from tinhso.kernel.site.slots import CaseKind, MenuItem

KINDS = [
    CaseKind(AGREEMENT, _("Đề nghị chia sẻ dữ liệu"), "exchange_agreement", public_tracking=False),
    CaseKind(DISPUTE, _("Giải quyết việc từ chối chia sẻ"), "exchange_dispute", public_tracking=False),
    CaseKind(REVIEW, _("Rà soát thỏa thuận chia sẻ"), "exchange_review", public_tracking=False),
]
ROWS = [
    WorklistRow(AGREEMENT, agreement_rows),
    WorklistRow(DISPUTE, dispute_rows),
    WorklistRow(REVIEW, review_rows),
]
TOPICS = [Topic(TOPIC, _("Chia sẻ dữ liệu giữa các cơ quan"), for_officers=True, order=60)]
MENU = [
    MenuItem(
        "officer",
        _("Chia sẻ dữ liệu"),
        "exchange_agreements",
        group="figures",
        order=64,
        roles=(DataOfficer.code, Head.code, Auditor.code),
    )
]
EXPORTS = [
    Export(
        "exchange",
        "Thành viên, dịch vụ, thỏa thuận chia sẻ dữ liệu, nhật ký lời gọi; danh mục, từ điển dữ liệu dùng chung",
        order=24,
    )
]
PROBES = [Probe("exchange_calls", import_goes_on, database=False)]
METRICS = [
    Metric(
        "tinhso_exchange_unreadable_lines", "lines of the planes' log that were set aside", unreadable_lines
    ),
    Metric(
        "tinhso_exchange_waiting_files", "files of the planes' log that wait for their import", waiting_files
    ),
]
EMPTY = [
    Empty(
        "Retention",
        why="registry, agreements and the log of calls stay: they say by which right data were shared, and when",
    ),
    Empty(
        "MyData",
        why="it holds agencies, companies and the accounts that signed for them; the log names no citizen",
    ),
    Empty("AccountEnd", why="what an account applied for, appraised or approved stays by law"),
]
