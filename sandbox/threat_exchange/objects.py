"""SANDBOX: invented indicators with the moment at which each was added."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

Json = dict[str, object]
NAMES = UUID("5ec0de38-0000-4000-8000-0000000000aa")
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"


def iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def invented(count: int) -> list[tuple[datetime, Json]]:
    """The oldest first, a minute apart; the second is revoked, the third needs two things at once."""
    return [(FIRST + timedelta(minutes=number), _indicator(number)) for number in range(count)]


def _indicator(number: int) -> Json:
    at = iso(FIRST + timedelta(minutes=number))
    pattern = f"[domain-name:value = 'may-{number}.mo-phong.example']"
    if number == 2:
        pattern += " FOLLOWEDBY [ipv4-addr:value = '198.51.100.9']"
    made: Json = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid5(NAMES, str(number))}",
        "created": at,
        "modified": at,
        "name": f"Máy chủ điều khiển {number} (mô phỏng)",
        "pattern": pattern,
        "pattern_type": "stix",
        "valid_from": at,
        "confidence": 80,
        "object_marking_refs": [GREEN],
    }
    return made | ({"revoked": True} if number == 1 else {})
