"""The state of a dossier for other agencies, by the exchange: only for whoever has its code and its applicant's number.

Neither alone says anything, so that codes cannot be tried; the call names the person, who sees it at "Ai đã dùng dữ liệu của tôi".
"""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import State
from tinhso.exchange.public import AnswerField, ExchangeService, Parameter, ServiceOperation, ServiceQuery
from tinhso.lib.dates import HANOI
from tinhso.onestop.catalogue.sensitive import sensitive_codes
from tinhso.onestop.models import Dossier

CODE = Parameter(
    "maHoSo",
    "path",
    "Mã hồ sơ trên giấy tiếp nhận",
    "000.00.00.H00-240101-0001",
    required=True,
    form=r"[A-Za-z0-9.\-]+",
)
NUMBER = Parameter(
    "So-Dinh-Danh",
    "header",
    "Số định danh hoặc mã số thuế của người nộp",
    "001200000001",
    required=True,
    longest=20,
    form=r"[0-9]{9,12}|[0-9]{10}-[0-9]{3}",
)
FIELDS = (
    AnswerField("maHoSo", "string", "Mã hồ sơ"),
    AnswerField("maThuTuc", "string", "Mã thủ tục; không ghi với thủ tục nhạy cảm", always=False),
    AnswerField("maCoQuan", "string", "Mã cơ quan giải quyết"),
    AnswerField("trangThai", "string", "Mã trạng thái"),
    AnswerField("tenTrangThai", "string", "Trạng thái bằng lời"),
    AnswerField("ngayNop", "date-time", "Thời điểm nộp"),
    AnswerField("ngayTiepNhan", "date-time", "Thời điểm tiếp nhận", always=False),
    AnswerField("ngayHenTra", "date-time", "Thời điểm hẹn trả kết quả", always=False),
    AnswerField("ngayKetThuc", "date-time", "Thời điểm kết thúc", always=False),
)
EXAMPLE = {
    "maHoSo": CODE.example,
    "maThuTuc": "1.000000",
    "maCoQuan": "so-vi-du",
    "trangThai": "in_progress",
    "tenTrangThai": "Đang giải quyết",
    "ngayNop": "2024-01-01T08:00:00+07:00",
    "ngayTiepNhan": "2024-01-01T09:00:00+07:00",
    "ngayHenTra": "2024-01-08T09:00:00+07:00",
    "ngayKetThuc": None,
}


def status_of(asked: ServiceQuery) -> dict[str, str | None] | None:
    """Of a dossier that was handed in and is not confidential; a foreign code and a foreign number are answered alike. Two queries."""
    found = Dossier.objects.filter(
        case__code=asked.values["maHoSo"].upper(),
        case__person__id_number=asked.values["So-Dinh-Danh"],
        case__submitted_at__isnull=False,
        case__confidential=False,
    ).exclude(case__state=State.DRAFT)
    dossier = found.select_related("case__agency", "version__procedure").first()
    if dossier is None:
        return None
    case, procedure = dossier.case, dossier.version.procedure.code
    moments = {
        "ngayNop": case.submitted_at,
        "ngayTiepNhan": case.accepted_at,
        "ngayHenTra": case.due_at,
        "ngayKetThuc": case.finished_at,
    }
    return {
        "maHoSo": case.code,
        "maThuTuc": None if procedure in sensitive_codes() else procedure,
        "maCoQuan": case.agency.code,
        "trangThai": str(case.state),
        "tenTrangThai": str(State(case.state).label),
    } | {name: at.astimezone(HANOI).isoformat() if at else None for name, at in moments.items()}


DOSSIER_STATUS = ExchangeService(
    "trang-thai-ho-so",
    _("Trạng thái hồ sơ thủ tục hành chính"),
    _("Trạng thái, ngày nộp, tiếp nhận, hẹn trả của một hồ sơ, khi biết mã và số định danh của người nộp."),
    (
        ServiceOperation(
            "/ho-so/{maHoSo}", "Trạng thái một hồ sơ", (CODE, NUMBER), FIELDS, status_of, EXAMPLE
        ),
    ),
    personal=True,
    subject_in="header",
    subject_at=NUMBER.name,
    order=10,
)
