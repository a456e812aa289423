"""What the one-stop shop tells others of its dossiers: received, settled, handed over. Codes and times alone.

A procedure whose name tells of health, descent or a divorce is not named, and of a confidential case nothing is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tinhso.casework.events import CaseAccepted, CaseFinished, CaseRefused, CaseSettled, CaseWithdrawn
from tinhso.exchange.public import EventTopic, Notice, TopicField
from tinhso.kernel.events.public import EventRow, name_of
from tinhso.onestop.catalogue.sensitive import sensitive_codes
from tinhso.onestop.models import Dossier

Values = Mapping[str, str | int | None]
WITHOUT_RESULT = {name_of(CaseRefused): "refused", name_of(CaseWithdrawn): "withdrawn"}


@dataclass(frozen=True)
class Facts:
    """Of a dossier, as far as others may know it."""

    code: str
    procedure: str | None
    agency: str
    submitted: str | None


def facts_of(rows: Sequence[EventRow]) -> dict[int, Facts]:
    """By the key of the case; what is no dossier, or is confidential, is left out. Three queries at most."""
    hidden = sensitive_codes()
    found = Dossier.objects.filter(
        case__in={row.case_id for row in rows if row.case_id}, case__confidential=False
    ).values_list(
        "case_id",
        "case__code",
        "version__procedure__code",
        "case__agency__code",
        "case__submitted_at",
    )
    return {
        pk: Facts(code, None if procedure in hidden else procedure, agency, at.isoformat() if at else None)
        for pk, code, procedure, agency, at in found
    }


def reader(values: Callable[[EventRow], Values]) -> Callable[[Sequence[EventRow]], Mapping[int, Notice]]:
    """The notices of rows, with what `values` adds to the facts of a dossier."""

    def read(rows: Sequence[EventRow]) -> Mapping[int, Notice]:
        known = facts_of(rows)
        return {
            row.pk: _notice(known[row.case_id], values(row))
            for row in rows
            if row.case_id is not None and row.case_id in known
        }

    return read


def _notice(facts: Facts, values: Values) -> Notice:
    common: dict[str, str | int | None] = {
        "maHoSo": facts.code,
        "maThuTuc": facts.procedure,
        "maCoQuan": facts.agency,
        "ngayNop": facts.submitted,
    }
    return Notice(facts.code, facts.agency, common | dict(values))


def received(row: EventRow) -> Values:
    return {"ngayTiepNhan": row.at.isoformat(), "ngayHenTra": row.payload["due_at"]}


def settled(row: EventRow) -> Values:
    ready = row.payload.get("ready_at") or row.at.isoformat()
    outcome = WITHOUT_RESULT.get(row.name) or row.payload["outcome"]
    return {"ketQua": outcome, "ngayCoKetQua": ready}


def handed_over(row: EventRow) -> Values:
    return {"ketQua": row.payload["outcome"], "ngayTraKetQua": row.at.isoformat()}


COMMON = (
    TopicField("maHoSo", "string", "Mã hồ sơ"),
    TopicField("maThuTuc", "string", "Mã thủ tục hành chính; không ghi với thủ tục nhạy cảm", always=False),
    TopicField("maCoQuan", "string", "Mã cơ quan giải quyết"),
    TopicField("ngayNop", "date-time", "Thời điểm nộp", always=False),
)
OUTCOME = TopicField("ketQua", "string", "granted: đồng ý; refused: từ chối; withdrawn: người nộp rút")
RECEIVED = EventTopic(
    "onestop.dossier_received",
    "ho-so-da-tiep-nhan",
    _("Hồ sơ đã tiếp nhận"),
    _("Bộ phận tiếp nhận đã nhận một hồ sơ đầy đủ, thời hạn bắt đầu tính. Không có dữ liệu cá nhân."),
    (CaseAccepted,),
    reader(received),
    (
        *COMMON,
        TopicField("ngayTiepNhan", "date-time", "Thời điểm tiếp nhận"),
        TopicField("ngayHenTra", "date-time", "Thời điểm hẹn trả kết quả", always=False),
    ),
    order=10,
)
SETTLED = EventTopic(
    "onestop.dossier_settled",
    "ho-so-da-giai-quyet",
    _("Hồ sơ đã giải quyết"),
    _(
        "Một hồ sơ đã có kết quả, bị từ chối hoặc người nộp đã rút. Không có dữ liệu cá nhân, không có nội dung kết quả."
    ),
    (CaseSettled, CaseRefused, CaseWithdrawn),
    reader(settled),
    (*COMMON, OUTCOME, TopicField("ngayCoKetQua", "date-time", "Thời điểm có kết quả")),
    order=11,
)
HANDED_OVER = EventTopic(
    "onestop.result_issued",
    "ket-qua-da-tra",
    _("Kết quả hồ sơ đã trả"),
    _("Kết quả của một hồ sơ đã phát hành và trả cho người nộp. Không có dữ liệu cá nhân."),
    (CaseFinished,),
    reader(handed_over),
    (*COMMON, OUTCOME, TopicField("ngayTraKetQua", "date-time", "Thời điểm trả kết quả")),
    order=12,
)
TOPICS_OF_EVENTS = [RECEIVED, SETTLED, HANDED_OVER]
