"""SANDBOX: what a strict receiver asks of an event: CloudEvents 1.0, structured, and nothing beside what is known."""

import json
from datetime import datetime
from typing import Any

MEDIA_TYPE = "application/cloudevents+json"
TEXTS = ("id", "source", "type", "subject", "time", "sequence", "specversion", "datacontenttype")
OPTIONAL = ("simulated",)


class Refused(Exception):
    """Not taken: the status, the field that is wrong, the words."""

    def __init__(self, status: int, field: str, words: str) -> None:
        super().__init__(words)
        self.status, self.field = status, field

    def as_json(self) -> dict[str, str]:
        return {"truong": self.field, "thongBao": str(self)}


def read_event(media_type: str, body: bytes, message: str) -> dict[str, Any]:
    """The event; Refused with the first thing that is wrong. `message` is the id that was signed."""
    if media_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refused(415, "Content-Type", f"cần {MEDIA_TYPE}")
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "", "không phải JSON") from error
    if not isinstance(event, dict):
        raise Refused(422, "", "không phải một đối tượng")
    for name in TEXTS:
        if not isinstance(event.get(name), str) or not event[name]:
            raise Refused(422, name, "thiếu hoặc không phải chữ")
    for name in event:
        if name not in (*TEXTS, *OPTIONAL, "data"):
            raise Refused(422, name[:60], "không có thuộc tính này")
    _check_values(event, message)
    return event


def _check_values(event: dict[str, Any], message: str) -> None:
    if event["specversion"] != "1.0":
        raise Refused(422, "specversion", "cần 1.0")
    if event["datacontenttype"] != "application/json" or not isinstance(event.get("data"), dict):
        raise Refused(422, "data", "cần một đối tượng JSON")
    if event["id"] != message:
        raise Refused(422, "id", "khác webhook-id")
    if not event["sequence"].isdigit():
        raise Refused(422, "sequence", "cần chữ số")
    try:
        aware = datetime.fromisoformat(event["time"]).tzinfo is not None
    except ValueError:
        aware = False
    if not aware:
        raise Refused(422, "time", "cần thời điểm có múi giờ")
    for name, value in event["data"].items():
        if not (value is None or isinstance(value, str | int)):
            raise Refused(422, name[:60], "chỉ nhận chữ, số")
