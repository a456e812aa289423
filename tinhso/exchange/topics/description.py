"""The description (OpenAPI 3.1) of a topic: what is sent to whoever subscribes, as the receiver has to take it.

It is made of the declaration, so that document and envelope cannot part.
"""

import json
from typing import Any

from tinhso.exchange.topics.declared import EventTopic, TopicField
from tinhso.exchange.topics.envelope import MEDIA_TYPE
from tinhso.lib.exchange.operations import Operation

SEND = Operation("POST", "/su-kien")
"""What is agreed about: that the platform tells of the topic, at the address that a subscription names."""
FETCH, CONFIRM = Operation("POST", "/su-kien/lay"), Operation("POST", "/su-kien/xac-nhan")
"""For who cannot be called: asking for what waits, and saying what of it has come."""
MOST_FETCHED, USUALLY_FETCHED = 200, 50


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
            SEND.path: {
                "post": {
                    "summary": "Nền tảng gửi từng sự kiện tới địa chỉ mà bên nhận đăng ký",
                    "description": "Chữ ký theo Standard Webhooks, v1a (Ed25519); cùng một sự kiện có thể tới hai lần.",
                    "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": event}}},
                    "responses": {"204": {"description": "Đã nhận; mọi mã 2xx khác cũng vậy"}},
                },
            },
            FETCH.path: {"post": _fetching(event)},
            CONFIRM.path: {"post": _confirming()},
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _fetching(event: dict[str, Any]) -> dict[str, Any]:
    text = {"type": "string"}
    answer = {
        "type": "object",
        "properties": {
            "phien": text | {"description": "Mã của lần lấy này, rỗng khi không có gì chờ"},
            "hetHan": {
                "type": ["string", "null"],
                "format": "date-time",
                "description": "Xác nhận trước lúc này",
            },
            "conNua": {"type": "boolean", "description": "Còn sự kiện chờ sau những sự kiện này"},
            "suKien": {"type": "array", "items": event},
        },
        "required": ["phien", "hetHan", "conNua", "suKien"],
    }
    number = {"type": "integer", "minimum": 1, "maximum": MOST_FETCHED, "default": USUALLY_FETCHED}
    return {
        "summary": "Lấy các sự kiện đang chờ, theo thứ tự",
        "description": "Sự kiện chưa xác nhận trước khi hết hạn sẽ tới lại; sự kiện của cùng một hồ sơ luôn theo thứ tự.",
        "parameters": [
            {"name": "so", "in": "query", "description": "Nhiều nhất bao nhiêu sự kiện", "schema": number}
        ],
        "responses": {
            "200": {"description": "Có thể rỗng", "content": {"application/json": {"schema": answer}}},
            "409": {"description": "Đăng ký đang tạm dừng"},
        },
    }


def _confirming() -> dict[str, Any]:
    answer = {
        "type": "object",
        "properties": {"daXacNhan": {"type": "integer", "description": "Bao nhiêu sự kiện đã xác nhận"}},
        "required": ["daXacNhan"],
    }
    parameters = [
        {"name": "phien", "in": "query", "required": True, "schema": {"type": "string", "maxLength": 32}},
        {
            "name": "den",
            "in": "query",
            "description": "Số thứ tự (sequence) cuối cùng đã nhận; bỏ trống là cả lần lấy",
            "schema": {"type": "string", "maxLength": 18, "pattern": "^[0-9]+$"},
        },
    ]
    return {
        "summary": "Xác nhận đã nhận các sự kiện của một lần lấy",
        "parameters": parameters,
        "responses": {
            "200": {"description": "Đã ghi", "content": {"application/json": {"schema": answer}}},
            "404": {"description": "Không có lần lấy này, hoặc nó đã tới lại nơi khác"},
        },
    }


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
