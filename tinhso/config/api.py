"""The public API under /api/: the routers of all systems, their OpenAPI description and a page that shows it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tinhso.indicators.published.api import router as figures
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import any_origin
from tinhso.kernel.site.shapes import Column, Table
from tinhso.onestop.catalogue.api import router as procedures
from tinhso.opendata.catalogue.api import router as datasets

PREFIX = "/api/"

api = NinjaAPI(
    title="Tỉnh Số",
    version="1.0.0",
    description="Dữ liệu công khai của cổng, chỉ đọc, không cần khóa. Ngày theo ISO 8601.",
    docs_url=None,
    openapi_url=None,
)
api.add_router("thu-tuc", procedures)
api.add_router("so-lieu", figures)
api.add_router("du-lieu", datasets)


@api.exception_handler(ValidationError)
def refuse(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter outside its limits: which one, in Vietnamese."""
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    return JsonResponse({"detail": f"Giá trị không hợp lệ: {', '.join(names)}."}, status=422)


def schema() -> dict[str, Any]:
    """The OpenAPI description; it names no server, so that it is the same everywhere."""
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


@any_origin("GET", "HEAD")
@require_safe
@public_page
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


@require_safe
@public_page
def api_docs(request: HttpRequest) -> HttpResponse:
    """The description for people: without scripts of others, which our content policy forbids."""
    described = schema()
    operations = [
        {
            "path": where,
            "method": method.upper(),
            "parameters": _parameters(op),
            "answers": _answers(op),
            "summary": op["summary"],
            "description": op["description"],
        }
        for where, methods in described["paths"].items()
        for method, op in methods.items()
    ]
    shapes = [
        {"name": name, "about": shape.get("description", ""), "properties": _properties(name, shape)}
        for name, shape in described["components"]["schemas"].items()
        if "properties" in shape
    ]
    return render(
        request, "site/api.html", {"info": described["info"], "operations": operations, "shapes": shapes}
    )


def _parameters(operation: dict[str, Any]) -> Table:
    columns = [Column(_("Tham số")), Column(_("Ở đâu")), Column(_("Kiểu")), Column(_("Ý nghĩa"))]
    rows = [
        [
            one["name"],
            _("trong địa chỉ") if one["in"] == "path" else _("sau dấu hỏi"),
            kind_words(one["schema"]),
            one.get("description") or one["schema"].get("description", ""),
        ]
        for one in operation.get("parameters", [])
    ]
    return Table(_("Tham số"), columns, rows)


def _answers(operation: dict[str, Any]) -> list[dict[str, str]]:
    descriptions = {
        "200": _("thành công"),
        "400": _("câu hỏi không trả lời được"),
        "404": _("không tìm thấy"),
        "422": _("giá trị không hợp lệ"),
        "503": _("đang bận, hỏi lại sau"),
    }
    return [{"status": str(s), "about": descriptions.get(str(s), "")} for s in operation["responses"]]


def _properties(name: str, shape: dict[str, Any]) -> Table:
    columns = [Column(_("Tên")), Column(_("Kiểu")), Column(_("Ý nghĩa"))]
    rows = [[key, kind_words(one), one.get("description", "")] for key, one in shape["properties"].items()]
    return Table(name, columns, rows)


def kind_words(shape: dict[str, Any]) -> str:
    """What values a parameter or property takes, in words."""
    if "anyOf" in shape:
        return " / ".join(kind_words(one) for one in shape["anyOf"])
    if "$ref" in shape or "allOf" in shape:
        return str((shape.get("$ref") or shape["allOf"][0]["$ref"]).rsplit("/", 1)[-1])
    if "enum" in shape:
        return ", ".join(shape["enum"])
    if shape.get("type") == "array":
        return _("danh sách %(kind)s") % {"kind": kind_words(shape["items"])}
    words = {
        "string": _("chữ"),
        "integer": _("số nguyên"),
        "boolean": _("đúng/sai"),
        "object": _("đối tượng"),
        "null": _("trống"),
    }
    kind = _("ngày") if shape.get("format") == "date" else words.get(shape.get("type", ""), "")
    if "maxLength" in shape:
        kind += _(", tối đa %(n)s ký tự") % {"n": shape["maxLength"]}
    return kind


def open_route(route: Any) -> Any:
    """An address of ninja's; what it tells is public, so pages of other sites may read it."""
    route.callback = any_origin("GET")(route.callback)
    return route


# The root view of ninja has no guard of ours and nothing to show.
urlpatterns = [
    path("docs", api_docs, name="api_docs"),
    path("openapi.json", openapi_json, name="openapi_json"),
    *[open_route(route) for route in api.urls[0] if getattr(route, "name", "") != "api-root"],
]
