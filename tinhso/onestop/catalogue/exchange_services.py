"""The catalogue of procedures for other agencies, by the exchange: what the public API says, in the same words and fields."""

from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import ValidationError

from tinhso.exchange.public import (
    AnswerField,
    BadQuestion,
    ExchangeService,
    Parameter,
    ServiceOperation,
    ServiceQuery,
)
from tinhso.onestop.catalogue.api import ProceduresOut, ProcedureWhole, Search, page_of, whole_of

KINDS: dict[Any, Any] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    date: "date",
    dict: "object",
    list: "list",
}
EXAMPLE_BRIEF = {
    "code": "1.000000",
    "code_known": False,
    "name": "Thủ tục ví dụ",
    "field": "vi-du",
    "field_name": "Lĩnh vực ví dụ",
    "levels": ["province"],
    "owner": "",
    "url": "",
}


def fields_of(schema: type[Schema]) -> tuple[AnswerField, ...]:
    """The fields of an answer of the public API."""
    return tuple(
        _field(name, one.annotation, one.description or "") for name, one in schema.model_fields.items()
    )


def _field(name: str, annotation: Any, meaning: str) -> AnswerField:
    given, always = annotation, True
    if get_origin(given) in (Union, UnionType):
        always = type(None) not in get_args(given)
        given = next(one for one in get_args(given) if one is not type(None))
    plain = get_origin(given) or given
    inner = next(iter(get_args(given)), None) if plain is list else plain
    fields = fields_of(inner) if isinstance(inner, type) and issubclass(inner, Schema) else ()
    return AnswerField(name, KINDS.get(plain, "object"), meaning, always, fields)


def _plain(answer: Any) -> Any:
    """Days as words."""
    if isinstance(answer, dict):
        return {name: _plain(value) for name, value in answer.items()}
    if isinstance(answer, list):
        return [_plain(one) for one in answer]
    return answer.isoformat() if isinstance(answer, date) else answer


def found_procedures(asked: ServiceQuery) -> dict[str, Any]:
    """About ten queries. BadQuestion."""
    given = {name: value for name, value in asked.values.items() if value}
    try:
        search = Search(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        names = sorted({str(one["loc"][-1]) for one in error.errors()})
        raise BadQuestion(f"Giá trị không hợp lệ: {', '.join(names)}.") from error
    return dict(_plain(page_of(search)))


def one_procedure(asked: ServiceQuery) -> dict[str, Any] | None:
    """Eight queries at most."""
    found = whole_of(asked.values["maThuTuc"])
    return None if found is None else dict(_plain(found))


PARAMETERS = tuple(
    Parameter(name, "query", one.description or "", "", longest=200 if name == "q" else 60)
    for name, one in Search.model_fields.items()
)
CODE = Parameter("maThuTuc", "path", "Mã thủ tục", "1.000000", required=True, longest=40)
CATALOGUE = ExchangeService(
    "thu-tuc-hanh-chinh",
    _("Danh mục thủ tục hành chính"),
    _(
        "Thủ tục đang có hiệu lực và nội dung đã công bố, như API công khai của cổng. Không có dữ liệu cá nhân."
    ),
    (
        ServiceOperation(
            "/thu-tuc",
            "Tìm và lọc thủ tục, 20 thủ tục một trang",
            PARAMETERS,
            fields_of(ProceduresOut),
            found_procedures,
            {"total": 1, "items": [EXAMPLE_BRIEF], "next": ""},
        ),
        ServiceOperation(
            "/thu-tuc/{maThuTuc}",
            "Nội dung một thủ tục",
            (CODE,),
            fields_of(ProcedureWhole),
            one_procedure,
            EXAMPLE_BRIEF | {"content": None, "online": [], "file_at": ""},
        ),
    ),
    order=20,
)
