"""The public read API of figures; everything in it is what the public pages show."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import Compared, compared
from tinhso.indicators.figures.trace import checked
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public_counts.periods import PublicPeriods, years_of
from tinhso.indicators.published.published import public_versions
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import data_note, instance
from tinhso.lib.periods import NotAPeriod, Period, PeriodKind

router = Router(tags=["Số liệu"])


class Problem(Schema):
    """Vì sao yêu cầu không được trả lời."""

    detail: str = Field(description="Lời giải thích bằng tiếng Việt")


class IndicatorOut(Schema):
    """Một chỉ tiêu thống kê công khai."""

    address: str = Field(description="Từ của chỉ tiêu trong địa chỉ")
    code: str = Field(description="Mã chỉ tiêu")
    name: str = Field(description="Tên chỉ tiêu")
    unit: str = Field(description="Đơn vị tính")
    group: str = Field(description="Nhóm")
    version: int = Field(description="Số của bản định nghĩa đang dùng")
    url: str = Field(description="Trang nguồn và cách tính")
    note: str = Field(description="DỮ LIỆU MÔ PHỎNG ở bản trình diễn; trống ở hệ thống thật")


class FigureOut(IndicatorOut):
    """Giá trị của chỉ tiêu trong một kỳ, kèm cùng kỳ năm trước."""

    period: str = Field(description="Kỳ đã tính; kỳ đang chạy được cắt ở ngày có số liệu")
    period_label: str = Field(description="Kỳ bằng chữ")
    value: str | None = Field(description="Giá trị đã làm tròn, dấu chấm thập phân; null: chưa có số liệu")
    numerator: str | None = Field(description="Tử số chưa làm tròn")
    denominator: str | None = Field(description="Mẫu số chưa làm tròn; null nếu không phải tỷ lệ")
    rows: int | None = Field(description="Số dòng dữ liệu phía sau; null: không công bố")
    as_of: date | None = Field(description="Ngày mới nhất mà số liệu nhập nói đến")
    state: Literal["matched", "recounted", "withheld", "changed", "hidden"] = Field(
        description="matched: số gộp khớp với từng dòng; recounted: số gộp chờ gộp lại, giá trị vừa đếm lại từ từng dòng; "
        "withheld: số gộp không khớp với từng dòng nên chưa in ra; changed: có hồ sơ sai khác với sổ sự kiện, số chưa dùng được; "
        "hidden: kỳ có quá ít người, hoặc cho biết kỳ khác có quá ít, nên không công bố"
    )
    standing: str = Field(description="Vì sao số chưa in ra hoặc chờ gộp lại, bằng chữ; trống: số khớp")
    same_period: str | None = Field(description="Giá trị cùng kỳ năm trước; null: chưa có số cùng kỳ")
    synthetic: bool = Field(description="true: dữ liệu mô phỏng của bản trình diễn")


class PeriodQuery(Schema):
    """Kỳ cần xem."""

    ky: str = Field("", max_length=16, description="Kỳ: 2023, 2023Q1, 202301, 2023-03-08; trống: từ đầu năm")


@router.get(
    "/",
    response={200: list[IndicatorOut]},
    summary="Danh sách chỉ tiêu",
    description="Các chỉ tiêu thống kê công khai đang dùng.",
    operation_id="danh_sach_chi_tieu",
    url_name="api_figures",
)
def list_indicators(request: HttpRequest) -> list[dict[str, object]]:
    """One query."""
    return [_brief(version) for version in public_versions()]


@router.get(
    "/{address}",
    response={200: FigureOut, 404: Problem, 422: Problem},
    summary="Giá trị một chỉ tiêu",
    description="Giá trị trong một kỳ, tính từ từng dòng dữ liệu như trang công khai.",
    operation_id="xem_chi_tieu",
    url_name="api_figure",
)
def show_figure(
    request: HttpRequest,
    address: Annotated[str, Path(max_length=80, description="Từ của chỉ tiêu trong địa chỉ")],
    asked: Query[PeriodQuery],
) -> dict[str, object] | Status[dict[str, str]]:
    """Three queries a source, and a few."""
    version = next((v for v in public_versions() if v.definition.address == address), None)
    if version is None:
        return Status(404, {"detail": "Không có chỉ tiêu này."})
    today = clock.today()
    try:
        span = Period.parse(asked.ky) if asked.ky else Period.of(PeriodKind.YEAR, today)
        cut = span.up_to(today)
        held = BatchReader.read([version], [cut, cut.same_last_year()])
        found, traced = checked(compared(version, span, today, held=held))
        found = PublicPeriods.read(version, years_of(found), today).hide(found)
    except (NotAPeriod, ValueError, OverflowError):
        return Status(422, {"detail": "Không có kỳ nào như vậy."})
    state = "hidden" if found.now.hidden and traced.state != "changed" else traced.state
    standing = wording.standing(traced.state, version.definition)
    return _brief(version) | _figure_answer(found) | {"state": state, "standing": standing}


def _brief(version: IndicatorVersion) -> dict[str, object]:
    definition = version.definition
    return {
        "address": definition.address,
        "code": definition.code,
        "name": definition.name,
        "unit": definition.unit,
        "group": definition.group,
        "version": version.number,
        "url": reverse("figure", args=[definition.address]),
        "note": data_note(),
    }


def _figure_answer(found: Compared) -> dict[str, object]:
    now, before = found.now, found.before
    return {
        "period": now.period.code,
        "period_label": now.period.label,
        "value": None if now.rounded is None else f"{now.rounded:f}",
        "numerator": None if now.above is None else f"{now.above:f}",
        "denominator": None if now.below is None else f"{now.below:f}",
        "rows": None if now.hidden else now.n,
        "as_of": now.as_of,
        "same_period": None if before is None or before.rounded is None else f"{before.rounded:f}",
        "synthetic": instance().demo,
    }
