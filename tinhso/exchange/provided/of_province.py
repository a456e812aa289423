"""What the floors below give other agencies by the exchange: places and agencies, the working calendar, the proof of a paper."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import calendar_for
from tinhso.exchange.provided.declared import (
    AnswerField,
    BadQuestion,
    ExchangeService,
    Parameter,
    ServiceOperation,
    ServiceQuery,
)
from tinhso.kernel.papers.public import verify_token
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import units_on
from tinhso.lib.dates import FIRST_YEAR, HANOI, LAST_YEAR, in_reach

MOST_DAYS = 400
DAY_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
ON = Parameter(
    "ngay", "query", "Ngày cần biết (năm-tháng-ngày); bỏ trống là hôm nay", "2024-01-02", form=DAY_FORM
)


def day_of(asked: ServiceQuery, name: str, default: date | None = None) -> date:
    """BadQuestion."""
    given = asked.values[name]
    if not given:
        return default or asked.now.astimezone(HANOI).date()
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise BadQuestion(f"{name} không phải ngày có thật.") from error
    if not in_reach(day):
        raise BadQuestion(f"{name} phải trong các năm {FIRST_YEAR} đến {LAST_YEAR}.")
    return day


UNIT = (
    AnswerField("ma", "string", "Mã đơn vị hành chính"),
    AnswerField("ten", "string", "Tên"),
    AnswerField("cap", "string", "province: tỉnh; district: huyện; commune: xã"),
    AnswerField("maCapTren", "string", "Mã đơn vị cấp trên", always=False),
    AnswerField("hieuLucTu", "date", "Có hiệu lực từ ngày", always=False),
    AnswerField("hieuLucDen", "date", "Hết hiệu lực từ ngày", always=False),
)
AGENCY = (
    AnswerField("ma", "string", "Mã cơ quan trong hệ thống"),
    AnswerField("ten", "string", "Tên cơ quan"),
    AnswerField("maDinhDanh", "string", "Mã định danh điện tử (QĐ 20/2020/QĐ-TTg); rỗng nếu chưa có"),
    AnswerField("maCapTren", "string", "Mã cơ quan cấp trên", always=False),
    AnswerField("maDonVi", "string", "Mã đơn vị hành chính", always=False),
    AnswerField("hieuLucTu", "date", "Có hiệu lực từ ngày", always=False),
    AnswerField("hieuLucDen", "date", "Hết hiệu lực từ ngày", always=False),
)


def listed(of: tuple[AnswerField, ...], what: str) -> tuple[AnswerField, ...]:
    """A list as an answer, with its day."""
    return (
        AnswerField("ngay", "date", "Ngày của danh sách"),
        AnswerField("danhSach", "list", what, fields=of),
    )


def _days(valid: Any) -> dict[str, str | None]:
    ends = (("hieuLucTu", valid.lower), ("hieuLucDen", valid.upper))
    return {name: day.isoformat() if day else None for name, day in ends}


def units(asked: ServiceQuery) -> dict[str, Any]:
    """All units of a day. One query."""
    day = day_of(asked, "ngay")
    rows = units_on(day).select_related("parent")
    found = [
        {
            "ma": one.code,
            "ten": one.name,
            "cap": one.level,
            "maCapTren": one.parent.code if one.parent else None,
        }
        | _days(one.valid)
        for one in rows
    ]
    return {"ngay": day.isoformat(), "danhSach": found}


def agencies(asked: ServiceQuery) -> dict[str, Any]:
    """All agencies of a day, without addresses and telephones. One query."""
    day = day_of(asked, "ngay")
    rows = Agency.objects.on(day).select_related("parent", "unit").order_by("sort_key", "code")
    found = [
        {
            "ma": one.code,
            "ten": one.name,
            "maDinhDanh": one.ident_code,
            "maCapTren": one.parent.code if one.parent else None,
            "maDonVi": one.unit.code if one.unit else None,
        }
        | _days(one.valid)
        for one in rows
    ]
    return {"ngay": day.isoformat(), "danhSach": found}


PLACES = ExchangeService(
    "dia-ban-co-quan",
    _("Địa bàn và cơ quan của tỉnh"),
    _("Đơn vị hành chính và cơ quan đang có trong một ngày, có mã định danh. Không có dữ liệu cá nhân."),
    (
        ServiceOperation(
            "/don-vi-hanh-chinh",
            "Đơn vị hành chính của một ngày",
            (ON,),
            listed(UNIT, "Đơn vị hành chính"),
            units,
            {
                "ngay": "2024-01-02",
                "danhSach": [
                    {"ma": "00", "ten": "Tỉnh ví dụ", "cap": "province", "maCapTren": None}
                    | {"hieuLucTu": None, "hieuLucDen": None}
                ],
            },
        ),
        ServiceOperation(
            "/co-quan",
            "Cơ quan của một ngày",
            (ON,),
            listed(AGENCY, "Cơ quan"),
            agencies,
            {
                "ngay": "2024-01-02",
                "danhSach": [
                    {"ma": "so-vi-du", "ten": "Sở ví dụ", "maDinhDanh": "H00.1", "maCapTren": None}
                    | {"maDonVi": "00", "hieuLucTu": None, "hieuLucDen": None}
                ],
            },
        ),
    ),
    order=30,
)


def calendar_days(asked: ServiceQuery) -> dict[str, Any]:
    """Each day of a span by the calendar of all offices. A few short queries. BadQuestion."""
    first = day_of(asked, "tu")
    last = day_of(asked, "den")
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadQuestion(f"den phải từ ngày tu trở đi và trong {MOST_DAYS} ngày.")
    calendar = calendar_for(None, first)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = []
    for day in days:
        mark = calendar.mark(day)
        found.append(
            {
                "ngay": day.isoformat(),
                "lamViec": calendar.is_working_day(day),
                "ten": mark.name if mark else "",
                "canCu": mark.source if mark else "",
            }
        )
    return {"tu": first.isoformat(), "den": last.isoformat(), "danhSach": found}


SPAN = (
    Parameter("tu", "query", "Từ ngày (năm-tháng-ngày)", "2024-04-26", required=True, form=DAY_FORM),
    Parameter("den", "query", "Đến hết ngày (năm-tháng-ngày)", "2024-05-02", required=True, form=DAY_FORM),
)
CALENDAR_DAY = (
    AnswerField("ngay", "date", "Ngày"),
    AnswerField("lamViec", "boolean", "Có làm việc không"),
    AnswerField("ten", "string", "Tên ngày nghỉ, ngày làm bù; rỗng với ngày thường"),
    AnswerField("canCu", "string", "Căn cứ của ngày ấy; rỗng với ngày thường"),
)
HOLIDAYS = ExchangeService(
    "lich-lam-viec",
    _("Lịch làm việc, ngày nghỉ"),
    _(
        "Ngày làm việc, ngày nghỉ, ngày làm bù theo lịch chung mà hạn giải quyết được tính. Không có dữ liệu cá nhân."
    ),
    (
        ServiceOperation(
            "/ngay",
            "Từng ngày của một khoảng, tối đa 400 ngày",
            SPAN,
            (
                AnswerField("tu", "date", "Từ ngày"),
                AnswerField("den", "date", "Đến hết ngày"),
                AnswerField("danhSach", "list", "Các ngày", fields=CALENDAR_DAY),
            ),
            calendar_days,
            {
                "tu": "2024-01-01",
                "den": "2024-01-01",
                "danhSach": [
                    {"ngay": "2024-01-01", "lamViec": False, "ten": "Tết Dương lịch", "canCu": "ví dụ"}
                ],
            },
        ),
    ),
    order=40,
)
SIGNER = (
    AnswerField("ten", "string", "Người hoặc cơ quan ký"),
    AnswerField("chucVu", "string", "Chức vụ"),
    AnswerField("kyLuc", "date-time", "Thời điểm ký"),
    AnswerField("laCoQuan", "boolean", "Là chữ ký của cơ quan"),
)
PAPER = (
    AnswerField("loai", "string", "Loại giấy tờ"),
    AnswerField("so", "string", "Số, ký hiệu"),
    AnswerField("ngay", "date", "Ngày của giấy tờ"),
    AnswerField("coQuan", "string", "Cơ quan phát hành"),
    AnswerField("phatHanhLuc", "date-time", "Thời điểm phát hành"),
    AnswerField("thuHoiLuc", "date-time", "Thời điểm thu hồi", always=False),
    AnswerField("nguyenVen", "boolean", "Tệp đang giữ đúng là tệp đã ký và mọi chữ ký còn đúng"),
    AnswerField("hieuLuc", "boolean", "Nguyên vẹn và chưa thu hồi"),
    AnswerField("nguoiKy", "list", "Các chữ ký", fields=SIGNER),
)


def paper_proof(asked: ServiceQuery) -> Mapping[str, Any] | None:
    """What the public page says of a paper, never its content. Five queries at most, and its file is read."""
    proof = verify_token(asked.values["maXacMinh"].upper())
    if proof is None:
        return None
    revoked = proof.revoked_at
    return {
        "loai": str(proof.kind),
        "so": proof.number,
        "ngay": proof.dated.isoformat(),
        "coQuan": proof.agency,
        "phatHanhLuc": proof.issued_at.astimezone(HANOI).isoformat(),
        "thuHoiLuc": revoked.astimezone(HANOI).isoformat() if revoked else None,
        "nguyenVen": proof.intact,
        "hieuLuc": proof.is_good,
        "nguoiKy": [
            {
                "ten": one.name,
                "chucVu": one.title,
                "kyLuc": one.signed_at.astimezone(HANOI).isoformat(),
                "laCoQuan": one.by_agency,
            }
            for one in proof.signers
        ],
    }


TOKEN = Parameter(
    "maXacMinh",
    "path",
    "Mã xác minh in trên giấy tờ",
    "ABCD2345EFGH",
    required=True,
    longest=40,
    form=r"[A-Za-z0-9]+",
)
PAPERS = ExchangeService(
    "xac-minh-giay-to",
    _("Xác minh giấy tờ điện tử"),
    _(
        "Giấy tờ do hệ thống phát hành có thật và còn hiệu lực không, như trang xác minh công khai. Không có nội dung giấy tờ."
    ),
    (
        ServiceOperation(
            "/giay-to/{maXacMinh}",
            "Một giấy tờ theo mã xác minh",
            (TOKEN,),
            PAPER,
            paper_proof,
            {
                "loai": "Quyết định ví dụ",
                "so": "01/QĐ-VD",
                "ngay": "2024-01-02",
                "coQuan": "Sở ví dụ",
                "phatHanhLuc": "2024-01-02T09:00:00+07:00",
                "thuHoiLuc": None,
                "nguyenVen": True,
                "hieuLuc": True,
                "nguoiKy": [],
            },
        ),
    ),
    order=50,
)
OF_PROVINCE = [PLACES, HOLIDAYS, PAPERS]
