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
