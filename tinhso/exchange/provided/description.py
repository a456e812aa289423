"""The description (OpenAPI 3.1) of a provided service, made of its declaration: document and answers cannot part."""

import json
from typing import Any

from tinhso.exchange.provided.declared import AnswerField, ExchangeService, Parameter, ServiceOperation

PROBLEM = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}


def description(service: ExchangeService) -> str:
    content: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": str(service.title),
            "version": str(service.version),
            "description": f"{service.about} Ở môi trường thử nghiệm luôn trả lời bằng ví dụ, không có dữ liệu thật.",
        },
        "paths": {one.path: {"get": _operation(one)} for one in service.operations},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _operation(one: ServiceOperation) -> dict[str, Any]:
    answer = {"schema": _object(one.fields), "example": one.example}
    problem = {"content": {"application/json": {"schema": PROBLEM}}}
    return {
        "summary": one.summary,
        "parameters": [_parameter(given) for given in one.parameters],
        "responses": {
            "200": {"description": "Có dữ liệu", "content": {"application/json": answer}},
            "404": {"description": "Không có, hoặc bên hỏi không được biết"} | problem,
            "422": {"description": "Tham số thiếu hoặc không đúng dạng"} | problem,
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    form = {"pattern": f"^(?:{one.form})$"} if one.form else {}
    return {
        "name": one.name,
        "in": one.place,
        "required": one.required,
        "description": one.meaning,
        "schema": {"type": "string", "maxLength": one.longest} | form,
        "example": one.example,
    }


def _object(fields: tuple[AnswerField, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {one.name: _field(one) for one in fields},
        "required": [one.name for one in fields],
        "additionalProperties": False,
    }


def _field(one: AnswerField) -> dict[str, Any]:
    if one.kind == "list":
        shape: dict[str, Any] = {"type": "array", "items": _object(one.fields) if one.fields else {}}
    elif one.kind == "object":
        shape = _object(one.fields) if one.fields else {"type": "object"}
    elif one.kind.startswith("date"):
        shape = {"type": "string", "format": one.kind}
    else:
        shape = {"type": one.kind}
    kind = shape["type"] if one.always else [shape["type"], "null"]
    return shape | {"type": kind, "description": one.meaning}
