"""The public read API of the catalogue; everything in it is what the public pages show."""

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.procedure_page.page import ProcedurePage, limit_words, procedure_page
from tinhso.onestop.catalogue.search import ProcedureQuery, find_procedures
from tinhso.onestop.models import OnlineService, Procedure, ProcedureVersion

router = Router(tags=["Thủ tục hành chính"])

Level = Literal["commune", "district", "province", "vertical", "central", "elsewhere"]
Subject = Literal["citizen", "organisation"]
Online = Literal["wholly", "partly", "none"]


class Problem(Schema):
    """Vì sao yêu cầu không được trả lời."""

    detail: str = Field(description="Lời giải thích bằng tiếng Việt")


class ServiceOut(Schema):
    """Một dịch vụ công trực tuyến: thủ tục ở một cấp."""

    level: str = Field(description="Cấp: commune (xã), district (huyện), province (tỉnh)")
    kind: str = Field(description="wholly: toàn trình; partly: một phần")
    reason: str = Field(description="Lý do đã công bố khi chỉ cung cấp một phần")
    since: date = Field(description="Ngày bắt đầu cung cấp trực tuyến")
    national_since: date | None = Field(description="Ngày tích hợp lên Cổng DVCQG; null: chưa tích hợp")


class ProcedureOut(Schema):
    """Một thủ tục trong danh mục."""

    code: str = Field(description="Mã thủ tục, dùng trong địa chỉ")
    code_known: bool = Field(description="false: mã chưa xác minh với cơ sở dữ liệu quốc gia")
    name: str = Field(description="Tên thủ tục")
    field: str = Field(description="Mã lĩnh vực")
    field_name: str = Field(description="Tên lĩnh vực")
    levels: list[str] = Field(description="Các cấp giải quyết, tiếp nhận trong ngày; cấp giải quyết đứng đầu")
    owner: str = Field(description="Cơ quan ngành dọc giải quyết; rỗng nếu thuộc thẩm quyền của tỉnh")
    url: str = Field(description="Trang của thủ tục")


class ProceduresOut(Schema):
    """Một trang kết quả, tối đa 20 thủ tục."""

    total: int = Field(description="Tổng số thủ tục phù hợp")
    items: list[ProcedureOut] = Field(description="Các thủ tục của trang này")
    next: str = Field(description="Giá trị `after` của trang sau; rỗng nếu đã hết")


class ContentOut(Schema):
    """Nội dung đã công bố: đủ các bộ phận tạo thành theo NĐ 63/2010/NĐ-CP Điều 8."""

    number: int = Field(description="Số của bản")
    valid_from: date = Field(description="Áp dụng từ ngày")
    valid_to: date | None = Field(description="Hết áp dụng từ ngày")
    own_form: bool = Field(description="false: dùng đơn chung, nội dung chuyên ngành chưa nhập")
    order: str = Field(description="Trình tự thực hiện")
    manner: str = Field(description="Cách thức thực hiện")
    papers: list[dict[str, Any]] = Field(description="Thành phần và số lượng hồ sơ")
    time_limits: dict[str, str] = Field(description="Thời hạn giải quyết theo cấp")
    subjects: list[str] = Field(description="Đối tượng thực hiện")
    agency: str = Field(description="Cơ quan thực hiện")
    result: str = Field(description="Kết quả thực hiện")
    fees: list[dict[str, Any]] = Field(description="Phí, lệ phí (đồng); amount null: theo quy định")
    conditions: str = Field(description="Yêu cầu, điều kiện")
    legal_basis: list[dict[str, Any]] = Field(description="Căn cứ pháp lý")
    form_title: str = Field(description="Tên mẫu đơn, tờ khai")
    settled_in: str = Field(description="Hệ thống khác nơi giải quyết; rỗng nếu trên hệ thống này")
    source: str = Field(description="Nguồn của nội dung")


class ProcedureWhole(ProcedureOut):
    """Một thủ tục với mọi nội dung đã công bố trong ngày."""

    content: ContentOut | None = Field(description="null: tỉnh không công bố nội dung của thủ tục này")
    online: list[ServiceOut] = Field(description="Dịch vụ công trực tuyến theo cấp")
    file_at: str = Field(description="Địa chỉ nộp hồ sơ trực tuyến; rỗng nếu không nộp được")


class Search(Schema):
    """Điều kiện tìm; bỏ trống là không lọc."""

    q: str = Field("", max_length=200, description="Từ khóa, không cần dấu: khai sinh, so do, 1.003659")
    field: str = Field("", max_length=60, description="Mã lĩnh vực, ví dụ ho-tich")
    level: Level | None = Field(None, description="Cấp giải quyết hoặc tiếp nhận")
    life_event: str = Field("", max_length=60, description="Nhóm sự kiện, ví dụ sinh-con")
    online: Online | None = Field(None, description="Mức độ trực tuyến; none: chưa trực tuyến")
    subject: Subject | None = Field(None, description="Đối tượng thực hiện")
    after: str = Field("", max_length=12, pattern=r"^[0-9]*$", description="Giá trị `next` của trang trước")


@router.get(
    "/",
    response={200: ProceduresOut, 422: Problem},
    summary="Tìm và lọc thủ tục",
    description="Thủ tục có hiệu lực trong ngày, 20 thủ tục một trang. Không kèm điều kiện thì liệt kê theo tên; "
    "thủ tục của cơ quan trung ương chỉ có khi tìm theo từ khóa hoặc chọn cấp central.",
    operation_id="tim_thu_tuc",
    url_name="api_procedures",
)
def list_procedures(request: HttpRequest, search: Query[Search]) -> dict[str, object]:
    """A page of the catalogue; about ten queries."""
    return page_of(search)


def page_of(search: Search) -> dict[str, object]:
    """What the public API and the data exchange answer alike. About ten queries."""
    clean = {
        name: value.replace("\x00", "") for name, value in search.dict().items() if isinstance(value, str)
    }
    asked = ProcedureQuery(
        words=" ".join(clean["q"].split()),
        field=clean["field"],
        level=clean.get("level", ""),
        event=clean["life_event"],
        online=clean.get("online", ""),
        subject=clean.get("subject", ""),
    )
    found = find_procedures(asked, on=clock.today(), after=search.after)
    if found.unsure:  # a page shows guesses as such, a program would take them for answers
        return {"total": 0, "items": [], "next": ""}
    return {"total": found.total, "items": [_brief(p) for p in found.procedures], "next": found.next}


@router.get(
    "/{code}",
    response={200: ProcedureWhole, 404: Problem, 422: Problem},
    summary="Nội dung một thủ tục",
    description="Mọi bộ phận tạo thành của thủ tục theo bản đang áp dụng trong ngày.",
    operation_id="xem_thu_tuc",
    url_name="api_procedure",
)
def show_procedure(
    request: HttpRequest, code: Annotated[str, Path(max_length=40, description="Mã thủ tục")]
) -> dict[str, object] | Status[dict[str, str]]:
    """Everything of one procedure; eight queries at most."""
    found = whole_of(code)
    return Status(404, {"detail": "Không có thủ tục này."}) if found is None else found


def whole_of(code: str) -> dict[str, object] | None:
    """What the public API and the data exchange answer alike; None where there is no such procedure. Eight queries at most."""
    today = clock.today()
    clean = code.replace("\x00", "")
    found = Procedure.objects.on(today).select_related("field").filter(code=clean).first()
    if found is None:
        return None
    page = procedure_page(found, on=today)
    return _brief(found) | {
        "content": _content(page.version) if page.version else None,
        "online": [_service(s) for s in page.services],
        "file_at": _file_at(page),
    }


def _brief(procedure: Procedure) -> dict[str, object]:
    return {
        "code": procedure.code,
        "code_known": procedure.code_known,
        "name": procedure.name,
        "field": procedure.field.code,
        "field_name": procedure.field.name,
        "levels": procedure.levels,
        "owner": procedure.field.owner if procedure.competence == "vertical" else "",
        "url": settings.SITE_URL + reverse("procedure", args=[procedure.code]),
    }


def _service(service: OnlineService) -> dict[str, object]:
    plain = {name: getattr(service, name) for name in ("level", "kind", "reason", "national_since")}
    return plain | {"since": service.valid.lower}


def _file_at(page: ProcedurePage) -> str:
    if page.is_filed_here:
        return settings.SITE_URL + reverse("start", args=[page.procedure.code])
    return page.portal_url if page.file_elsewhere else ""


def _content(version: ProcedureVersion) -> dict[str, object]:
    return {
        "number": version.number,
        "valid_from": version.valid.lower,
        "valid_to": version.valid.upper,
        "own_form": version.own_form,
        "order": version.order_text,
        "manner": version.manner_text,
        "papers": [{k: v for k, v in paper.items() if k != "show_if"} for paper in version.papers],
        "time_limits": {level: limit_words(version, level) for level in version.time_limits},
        "subjects": version.subjects,
        "agency": version.agency_text,
        "result": version.result_name,
        "fees": version.fees,
        "conditions": version.conditions_text,
        "legal_basis": version.legal_basis,
        "form_title": version.definition.title,
        "settled_in": version.settled_in,
        "source": version.source,
    }
