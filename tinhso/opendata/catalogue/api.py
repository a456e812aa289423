"""The public read API of open data: the catalogue, rows by key, profiles and groups; what it gives the pages show too."""

from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from tinhso.kernel.site import clock
from tinhso.opendata.catalogue.queries import DatasetFilter, find_datasets
from tinhso.opendata.catalogue.resources import kinds_of
from tinhso.opendata.dataset.table_names import current_of, file_of_table, tables_of
from tinhso.opendata.dataset.usage import count_use
from tinhso.opendata.engine import cursor, engine
from tinhso.opendata.engine.expressions import Ask, BadCondition, Condition
from tinhso.opendata.engine.grouping import Grouping, groups_sql
from tinhso.opendata.models import Dataset, DataTable, DataVersion

router = Router(tags=["Dữ liệu mở"])
MOST_LISTED, MOST_ROWS = 100, 1000
RELATED = ("publisher", "theme", "licence", "current__profile")
Slug = Annotated[str, Path(max_length=80, description="Tên của bộ dữ liệu trong địa chỉ")]


class Problem(Schema):
    """Vì sao yêu cầu không được trả lời."""

    detail: str = Field(description="Lời giải thích bằng tiếng Việt")


class DatasetOut(Schema):
    """Một bộ dữ liệu trong danh mục."""

    slug: str = Field(description="Tên trong địa chỉ, không đổi")
    title: str = Field(description="Tên bộ dữ liệu")
    publisher: str = Field(description="Cơ quan công bố")
    theme: str = Field(description="Mã chủ đề")
    version: int = Field(description="Số của phiên bản hiện tại")
    rows: int = Field(description="Số dòng của phiên bản hiện tại")
    changed: str = Field(description="Lúc công bố phiên bản hiện tại, ISO 8601")
    url: str = Field(description="Trang của bộ dữ liệu")


class DatasetsOut(Schema):
    """Một trang của danh mục."""

    total: int = Field(description="Tổng số bộ dữ liệu phù hợp")
    items: list[DatasetOut] = Field(description="Các bộ dữ liệu của trang này")
    next: str = Field(description="Giá trị `after` của trang sau; rỗng nếu đã hết")


class ColumnOut(Schema):
    """Một cột của bảng."""

    name: str = Field(description="Tên cho máy")
    heading: str = Field(description="Tên đầy đủ")
    kind: str = Field(description="text, whole, number, date, moment hoặc boolean")
    empty: int | None = Field(description="Số ô trống; null: chưa tính")
    distinct: int | None = Field(description="Số giá trị khác nhau; null: chưa tính")
    low: Any = Field(description="Giá trị nhỏ nhất")
    high: Any = Field(description="Giá trị lớn nhất")


class TableOut(Schema):
    """Một bảng của bộ dữ liệu."""

    number: int = Field(description="Số thứ tự của bảng; giá trị của `table` khi hỏi các dòng")
    title: str = Field(description="Tên bảng")
    version: int = Field(description="Số của phiên bản hiện tại")
    rows: int = Field(description="Số dòng của phiên bản hiện tại")
    columns: list[ColumnOut] = Field(description="Các cột của phiên bản hiện tại")
    downloads: dict[str, str] = Field(description="Địa chỉ tải về theo định dạng")


class DatasetWhole(DatasetOut):
    """Một bộ dữ liệu với mô tả, các cột và các tệp."""

    description: str = Field(description="Mô tả")
    keywords: list[str] = Field(description="Từ khóa")
    licence: str = Field(description="Địa chỉ điều khoản sử dụng")
    frequency: str = Field(description="Mã tần suất cập nhật của Liên minh châu Âu")
    columns: list[ColumnOut] = Field(description="Các cột của bảng thứ nhất")
    downloads: dict[str, str] = Field(description="Địa chỉ tải về bảng thứ nhất theo định dạng")
    tables: list[TableOut] = Field(description="Mọi bảng của bộ dữ liệu, bảng thứ nhất đứng đầu")


class RowsOut(Schema):
    """Một trang các dòng; đi tiếp bằng `next`, không có offset."""

    version: int = Field(description="Phiên bản đã đọc")
    total: int | None = Field(description="Số dòng đúng điều kiện; null: quá nhiều để đếm kịp")
    columns: list[str] = Field(description="Tên các cột, theo thứ tự của mỗi dòng")
    rows: list[list[Any]] = Field(description="Các dòng; ngày và thời điểm theo ISO 8601")
    next: str = Field(description="Giá trị `after` của trang sau; rỗng nếu đã hết")


class GroupsOut(Schema):
    """Số đo theo nhóm."""

    version: int = Field(description="Phiên bản đã đọc")
    groups: list[list[Any]] = Field(description="Cặp nhóm và số đo")


class Listed(Schema):
    """Điều kiện tìm bộ dữ liệu; bỏ trống là không lọc."""

    q: str = Field("", max_length=200, description="Từ khóa, không cần dấu")
    theme: str = Field("", max_length=60, description="Mã chủ đề, ví dụ hanh-chinh")
    publisher: str = Field("", max_length=60, description="Mã cơ quan công bố")
    limit: int = Field(20, ge=1, le=MOST_LISTED, description="Số bộ dữ liệu mỗi trang, tối đa 100")
    after: str = Field("", max_length=9, pattern=r"^[0-9]*$", description="Giá trị `next` của trang trước")


class Filtered(Schema):
    """Bảng nào, và điều kiện trên các dòng, tối đa mười."""

    table: int = Field(
        1, ge=1, le=9999, description="Số thứ tự của bảng trong bộ dữ liệu; 1 là bảng thứ nhất"
    )

    where: list[str] = Field(
        [],
        max_length=10,
        description="Điều kiện `cột:phép:giá trị`, lặp lại được; phép: la (bằng), khac (khác), chua (có chứa), "
        "tu (từ), den (đến), trong (để trống), co (có giá trị)",
    )


class RowsAsked(Filtered):
    """Một trang các dòng."""

    order: str = Field(
        "", max_length=81, description="Tên cột để sắp xếp; thêm dấu trừ phía trước để giảm dần"
    )
    limit: int = Field(100, ge=1, le=MOST_ROWS, description="Số dòng mỗi trang, tối đa 1.000")
    after: str = Field("", max_length=40, description="Giá trị `next` của trang trước")


class GroupsAsked(Filtered):
    """Câu hỏi theo nhóm."""

    group: str = Field(max_length=80, description="Tên cột để nhóm")
    step: Literal["", "nam", "thang"] = Field("", description="Với cột ngày: nhóm theo năm hoặc tháng")
    measure: Literal["dem", "khac-nhau", "tong", "trung-binh", "nho-nhat", "lon-nhat"] = Field(
        "dem", description="Phép tính trên các dòng của nhóm"
    )
    value: str = Field("", max_length=80, description="Cột giá trị; không cần khi đếm dòng")
    limit: int = Field(20, ge=1, le=100, description="Số nhóm tối đa, 100")


Refusal = Status[dict[str, str]]


@router.get(
    "/",
    response={200: DatasetsOut, 422: Problem},
    summary="Tìm bộ dữ liệu mở",
    description="Danh mục dữ liệu đang mở, theo tên. Chỉ đọc, không cần khóa.",
    operation_id="tim_bo_du_lieu",
    url_name="api_datasets",
)
def list_datasets(request: HttpRequest, asked: Query[Listed]) -> dict[str, object]:
    """A page of the catalogue; about ten queries."""
    words = " ".join(asked.q.replace("\x00", "").split())
    theme, publisher = asked.theme.replace("\x00", ""), asked.publisher.replace("\x00", "")
    found = find_datasets(DatasetFilter(words, theme, publisher), clock.today())
    start, total = int(asked.after or 0), found.count()
    end = start + asked.limit
    return {
        "total": total,
        "items": [_brief(one) for one in found[start:end]],
        "next": str(end) if end < total else "",
    }


@router.get(
    "/{slug}",
    response={200: DatasetWhole, 404: Problem, 422: Problem},
    summary="Chi tiết của một bộ dữ liệu",
    description="Mô tả, các cột với số liệu của cột, và địa chỉ tải về.",
    operation_id="xem_bo_du_lieu",
    url_name="api_dataset",
)
def show_dataset(request: HttpRequest, slug: Slug) -> dict[str, object] | Refusal:
    """Everything of one dataset; four queries."""
    found = _open(slug)
    if found is None:
        return _missing()
    return _brief(found) | _whole(found)


@router.get(
    "/{slug}/dong",
    response={200: RowsOut, 400: Problem, 404: Problem, 422: Problem, 503: Problem},
    summary="Các dòng của bộ dữ liệu",
    description="Lọc, sắp xếp theo một cột và đi từng trang bằng `next`. Cả tệp: dùng địa chỉ tải về.",
    operation_id="xem_dong",
    url_name="api_rows",
)
def list_rows(request: HttpRequest, slug: Slug, asked: Query[RowsAsked]) -> dict[str, object] | Refusal:
    """A page of rows by key."""
    version = _version(slug, asked.table)
    if version is None:
        return _missing()
    try:
        place = cursor.read(asked.after)
        conditions = _conditions(asked.where)
        ask = Ask(conditions, asked.order, asked.limit, after=place.cursor if place else None)
        rows, more = engine.keyset_page(version, ask)
        total = engine.total_of(version, Ask(conditions))
    except (BadCondition, engine.Unanswered) as error:
        return Status(400, {"detail": str(error)})
    except engine.TooBusy as error:
        return Status(503, {"detail": str(error)})
    before = (place.before if place else 0) + len(rows)
    return {
        "version": version.number,
        "total": total,
        "columns": [name for name, _heading, _kind in version.columns],
        "rows": [row[:-1] for row in rows],
        "next": cursor.written(cursor.Place(cursor.Cursor(rows[-1][-1]), before)) if rows and more else "",
    }


@router.get(
    "/{slug}/nhom",
    response={200: GroupsOut, 400: Problem, 404: Problem, 422: Problem, 503: Problem},
    summary="Số đo theo nhóm",
    description="Đếm, cộng, lấy trung bình các dòng theo giá trị của một cột; nhóm lớn đứng trước.",
    operation_id="xem_nhom",
    url_name="api_groups",
)
def list_groups(request: HttpRequest, slug: Slug, asked: Query[GroupsAsked]) -> dict[str, object] | Refusal:
    """What a chart of the page would show."""
    version = _version(slug, asked.table)
    if version is None:
        return _missing()
    grouping = Grouping(asked.group, asked.step, asked.measure, asked.value, most=asked.limit)
    try:
        ask = Ask(_conditions(asked.where))
        rows = engine.rows_of(version, groups_sql, ask, asked.limit, asked=grouping)
    except (BadCondition, engine.Unanswered) as error:
        return Status(400, {"detail": str(error)})
    except engine.TooBusy as error:
        return Status(503, {"detail": str(error)})
    return {"version": version.number, "groups": rows}


def _open(slug: str) -> Dataset | None:
    clean = slug.replace("\x00", "")
    found = Dataset.objects.public().select_related(*RELATED).filter(slug=clean).first()
    if found is not None:
        count_use(found.pk, "calls")
    return found


def _version(slug: str, number: int) -> DataVersion | None:
    """The present version of a table."""
    found = _open(slug)
    return (
        next((current_of(one) for one in tables_of(found) if one.number == number), None) if found else None
    )


def _missing() -> Refusal:
    return Status(404, {"detail": "Không có bộ dữ liệu đang mở nào mang tên này, hoặc không có bảng ấy."})


def _conditions(where: list[str]) -> tuple[Condition, ...]:
    parts = [one.replace("\x00", "").split(":", 2) for one in where]
    return tuple(Condition(*(part + ["", ""])[:3]) for part in parts)


def _brief(dataset: Dataset) -> dict[str, object]:
    version = dataset.current
    assert version is not None
    return {
        "slug": dataset.slug,
        "title": dataset.title,
        "publisher": dataset.publisher.name,
        "theme": dataset.theme.code,
        "version": version.number,
        "rows": version.rows,
        "changed": version.published_at.isoformat(),
        "url": settings.SITE_URL + reverse("dataset", args=[dataset.slug]),
    }


def _whole(dataset: Dataset) -> dict[str, object]:
    tables = [_table(dataset, one) for one in tables_of(dataset)]
    return {
        "description": dataset.public_description,
        "keywords": list(dataset.keywords),
        "licence": dataset.licence.url,
        "frequency": dataset.frequency,
        "columns": tables[0]["columns"],
        "downloads": tables[0]["downloads"],
        "tables": tables,
    }


def _table(dataset: Dataset, table: DataTable) -> dict[str, object]:
    version = current_of(table)
    profile = getattr(version, "profile", None)
    columns = {one["name"]: one for one in profile.columns} if profile else {}
    names = ("empty", "distinct", "low", "high")
    return {
        "number": table.number,
        "title": table.shown_title,
        "version": version.number,
        "rows": version.rows,
        "columns": [
            {"name": name, "heading": heading, "kind": kind}
            | {key: columns.get(name, {}).get(key) for key in names}
            for name, heading, kind in version.columns
        ],
        "downloads": {
            kind: settings.SITE_URL + file_of_table(dataset, table.number, kind) for kind in kinds_of(version)
        },
    }
