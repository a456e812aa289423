"""The quality of a dataset's record by the five dimensions of data.europa.eu's metadata quality assessment (MQA).

Points: https://data.europa.eu/mqa/methodology. They judge the record and its files, not whether a figure is right.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.opendata.models import Dataset

Text = str | Promise
OPEN_VOCABULARY = {"cc-by-4.0"}
RATINGS = ((351, _("rất tốt")), (221, _("tốt")), (121, _("đạt")), (0, _("chưa đạt")))


@dataclass(frozen=True)
class Criterion:
    """`gain` says how the publisher gets the points where they are missing."""

    dimension: str
    name: Text
    points: int
    gain: Text
    holds: Callable[[Dataset], bool]


@dataclass(frozen=True)
class Judged:
    name: Text
    points: int
    held: bool
    gain: Text


@dataclass(frozen=True)
class Dimension:
    name: Text
    points: int
    of: int
    criteria: list[Judged]


@dataclass(frozen=True)
class Quality:
    points: int
    of: int
    rating: Text
    dimensions: list[Dimension]


DIMENSIONS: dict[str, Text] = {
    "findability": _("Dễ tìm"),
    "accessibility": _("Truy cập được"),
    "interoperability": _("Máy đọc, dùng chung được"),
    "reusability": _("Dùng lại được"),
    "contextuality": _("Đủ thông tin kèm theo"),
}


def _has_data(dataset: Dataset) -> bool:
    return dataset.current_id is not None


CRITERIA = (
    Criterion("findability", _("Có từ khóa"), 30, _("Ghi ít nhất một từ khóa."), lambda d: bool(d.keywords)),
    Criterion("findability", _("Có chủ đề"), 30, _("Chọn một trong mười hai chủ đề."), lambda d: bool(d.theme_id)),
    Criterion("findability", _("Tìm được theo nơi"), 20, _("Ghi phạm vi không gian của dữ liệu."), lambda d: bool(d.spatial)),
    Criterion("findability", _("Tìm được theo thời gian"), 20, _("Ghi dữ liệu từ ngày nào, đến ngày nào."), lambda d: bool(d.temporal_from or d.temporal_to)),
    Criterion("accessibility", _("Địa chỉ truy cập mở được"), 50, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("accessibility", _("Có địa chỉ tải về"), 20, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("accessibility", _("Địa chỉ tải về mở được"), 30, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("interoperability", _("Nêu định dạng"), 20, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("interoperability", _("Nêu kiểu tệp (media type)"), 10, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("interoperability", _("Định dạng theo bảng mã chung"), 10, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("interoperability", _("Định dạng không độc quyền"), 20, _("Công bố dữ liệu dạng bảng: cổng tự xuất CSV, JSON, Parquet."), _has_data),
    Criterion("interoperability", _("Máy đọc được"), 20, _("Công bố dữ liệu dạng bảng, không phải PDF hay ảnh."), _has_data),
    Criterion("interoperability", _("Bản ghi đúng DCAT-AP"), 30, _("Ghi đủ tên, mô tả và công bố dữ liệu."), lambda d: bool(d.title and d.description and d.current_id)),
    Criterion("reusability", _("Nêu điều khoản sử dụng"), 20, _("Chọn điều khoản sử dụng."), lambda d: bool(d.licence_id)),
    Criterion("reusability", _("Điều khoản thuộc bảng mã chung"), 10, _("Chọn CC BY 4.0; điều khoản theo NĐ 47/2020/NĐ-CP chưa có trong bảng mã chung quốc tế."), lambda d: d.licence.code in OPEN_VOCABULARY),
    Criterion("reusability", _("Nêu mức hạn chế truy cập"), 10, _("Mở bộ dữ liệu: mức “công khai” được ghi tự động."), lambda d: d.state == Dataset.State.OPEN),
    Criterion("reusability", _("Mức hạn chế theo bảng mã chung"), 5, _("Mở bộ dữ liệu: mức “công khai” được ghi tự động."), lambda d: d.state == Dataset.State.OPEN),
    Criterion("reusability", _("Có nơi liên hệ"), 20, _("Ghi thư điện tử hoặc điện thoại liên hệ."), lambda d: bool(d.contact_email or d.contact_phone)),
    Criterion("reusability", _("Có cơ quan công bố"), 10, _("Cơ quan công bố được ghi tự động."), lambda d: bool(d.publisher_id)),
    Criterion("contextuality", _("Nêu quyền sử dụng"), 5, _("Chọn điều khoản sử dụng."), lambda d: bool(d.licence_id)),
    Criterion("contextuality", _("Nêu dung lượng tệp"), 5, _("Công bố một phiên bản dữ liệu."), _has_data),
    Criterion("contextuality", _("Nêu ngày công bố"), 5, _("Mở bộ dữ liệu."), lambda d: d.opened_at is not None),
    Criterion("contextuality", _("Nêu ngày thay đổi"), 5, _("Ngày thay đổi được ghi tự động."), lambda d: d.changed_at is not None),
)  # fmt: skip


def quality_of(dataset: Dataset) -> Quality:
    """Every criterion with what it gives and how to gain it; no query where publisher, theme and licence are known."""
    found: list[Dimension] = []
    for code, name in DIMENSIONS.items():
        criteria = [one for one in CRITERIA if one.dimension == code]
        judged = [Judged(one.name, one.points, one.holds(dataset), one.gain) for one in criteria]
        points = sum(one.points for one in judged if one.held)
        found.append(Dimension(name, points, sum(one.points for one in criteria), judged))
    total = sum(one.points for one in found)
    rating = next(words for least, words in RATINGS if total >= least)
    return Quality(total, sum(one.of for one in found), rating, found)
