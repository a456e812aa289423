"""The description (OpenAPI 3.1) of a topic: how its events are fetched through the plane, and what a webhook brings.

It is made of the declaration, so that document and envelope cannot part.
"""

import json
from typing import Any

from tinhso.exchange.topics.declared import EventTopic, TopicField
from tinhso.exchange.topics.envelope import BATCH_TYPE, MEDIA_TYPE
from tinhso.lib.exchange.operations import Operation

FETCH, CONFIRM = Operation("GET", "/su-kien"), Operation("POST", "/su-kien/xac-nhan")
MOST_FETCHED = 100


def description(topic: EventTopic) -> str:
    event = _event(topic)
    content: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": str(topic.title),
            "version": str(topic.version),
            "description": str(topic.about),
        },
        "paths": {
            FETCH.path: {"get": _fetching(event)},
            CONFIRM.path: {"post": _confirming()},
        },
        "webhooks": {
            topic.code: {
                "post": {
                    "summary": "Gửi một sự kiện tới địa chỉ đã đăng ký, ký theo Standard Webhooks (v1a, Ed25519)",
                    "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": event}}},
                    "responses": {"204": {"description": "Đã nhận; mọi mã 2xx khác cũng vậy"}},
                }
            }
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _event(topic: EventTopic) -> dict[str, Any]:
    text = {"type": "string"}
    fields = {one.name: _field(one) for one in topic.fields}
    data = {
        "type": "object",
        "properties": fields,
        "required": sorted(fields),
        "additionalProperties": False,
    }
    properties = dict.fromkeys(("id", "source", "subject", "sequence"), text) | {
        "specversion": {"const": "1.0"},
        "type": {"const": topic.type},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "data": data,
    }
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _field(one: TopicField) -> dict[str, Any]:
    plain = "integer" if one.kind == "integer" else "string"
    found: dict[str, Any] = {
        "type": plain if one.always else [plain, "null"],
        "description": one.meaning,
    }
    return found | ({"format": "date-time"} if one.kind == "date-time" else {})


def _fetching(event: dict[str, Any]) -> dict[str, Any]:
    most = {"type": "integer", "minimum": 1, "maximum": MOST_FETCHED, "default": MOST_FETCHED}
    return {
        "summary": "Lấy các sự kiện chưa xác nhận, theo thứ tự; lấy lại được tới khi xác nhận",
        "parameters": [{"name": "gioi-han", "in": "query", "schema": most}],
        "responses": {
            "200": {
                "description": "Từ cũ tới mới; danh sách rỗng khi không có gì mới",
                "content": {BATCH_TYPE: {"schema": {"type": "array", "items": event}}},
            },
            "403": {"description": "Chưa đăng ký nhận, hoặc đăng ký đang tạm dừng"},
        },
    }


def _confirming() -> dict[str, Any]:
    upto = {"type": "integer", "minimum": 1, "description": "Số thứ tự (sequence) lớn nhất đã nhận đủ"}
    body = {"type": "object", "properties": {"den": upto}, "required": ["den"], "additionalProperties": False}
    return {
        "summary": "Xác nhận đã nhận đủ đến một số thứ tự; gọi lại không sao",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {
                "description": "Đã ghi",
                "content": {
                    "application/json": {
                        "schema": {"type": "object", "properties": {"daXacNhan": {"type": "integer"}}}
                    }
                },
            },
            "422": {"description": "Số thứ tự sai"},
        },
    }
