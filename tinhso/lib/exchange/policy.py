"""What the data plane knows: who may call what. Plain values, written and read strictly.

A policy is compiled by the control plane and never changed; the next one has a greater version.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tinhso.lib.exchange.operations import Operation, TemplateRefused, read_operation
from tinhso.lib.exchange.public_keys import read_text

SCHEMA = "tinhso.exchange.policy/1"


class PolicyRefused(Exception):
    """A policy that the plane does not take; `code` says why. It goes on with the one that it has."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PolicyKey:
    """The public key of a system; `id` is SHA-256 of it, `text` its DER in base64. At `until` it proves nothing any more."""

    id: str
    text: str
    until: datetime


@dataclass(frozen=True)
class PolicySystem:
    """A system that calls or provides, `GOV/so-a/dan-cu`; a stopped one does neither."""

    id: str
    stopped: bool
    keys: tuple[PolicyKey, ...] = ()


@dataclass(frozen=True)
class Maintenance:
    """Between two moments callers are answered with these words."""

    begins_at: datetime
    ends_at: datetime
    words: str


@dataclass(frozen=True)
class PolicyService:
    """A service, `GOV/so-a/dan-cu/tra-cuu`, and where it answers. `closed_on` is the first day without it.

    `operations` are those of its newest description, `description` is SHA-256 of that (`lib.exchange.descriptions`), "" where it has
    none: the text itself, up to 1 MB a service, is pulled beside the policy.
    """

    id: str
    url: str
    personal: bool
    subject_in: str
    subject_at: str
    maintenance: Maintenance | None
    closed_on: date | None
    operations: tuple[Operation, ...] = ()
    description: str = ""

    @property
    def system(self) -> str:
        return self.id.rpartition("/")[0]


@dataclass(frozen=True)
class PolicyAgreement:
    """Which systems may call which operations of a service; `ends` is the first day without it."""

    code: str
    service: str
    consumers: tuple[str, ...]
    operations: tuple[Operation, ...]
    per_second: int
    per_day: int
    concurrent: int
    evidence: bool
    stopped: bool
    begins: date
    ends: date
    certificate: bool = False
    """Only with a client certificate: one to which the token is bound, or one with a key of the caller's."""
    stores_bodies: bool = False
    """Both bodies are stored, sealed for `Policy.body_key`; never of a service with personal data."""


@dataclass(frozen=True)
class Policy:
    """All of it, of one instance and moment."""

    instance: str
    version: int
    issued_at: datetime
    systems: tuple[PolicySystem, ...]
    services: tuple[PolicyService, ...]
    agreements: tuple[PolicyAgreement, ...]
    clock_offset: int = 0
    """Seconds from the real clock to the one by which days of agreements are asked; zero everywhere but in a demo."""
    body_key: str = ""
    """X25519 (hexadecimal), for which stored bodies are sealed; "" stores none."""


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_json(policy: Policy) -> dict[str, Any]:
    """Its plain values, ordered so that equal policies are equal documents. What stores no bodies says nothing of them: planes of a
    former program read it, and this one reads theirs."""
    return {
        "schema": SCHEMA,
        "instance": policy.instance,
        "version": policy.version,
        "issued_at": _moment(policy.issued_at),
        "clock_offset": policy.clock_offset,
        **({"body_key": policy.body_key} if policy.body_key else {}),
        "systems": [_system(one) for one in sorted(policy.systems, key=lambda one: one.id)],
        "services": [_service(one) for one in sorted(policy.services, key=lambda one: one.id)],
        "agreements": [_agreement(one) for one in sorted(policy.agreements, key=lambda one: one.code)],
    }


def _system(one: PolicySystem) -> dict[str, Any]:
    keys = [
        {"id": key.id, "text": key.text, "until": _moment(key.until)}
        for key in sorted(one.keys, key=lambda key: key.id)
    ]
    return {"id": one.id, "stopped": one.stopped, "keys": keys}


def _service(one: PolicyService) -> dict[str, Any]:
    quiet = one.maintenance
    down = [_moment(quiet.begins_at), _moment(quiet.ends_at), quiet.words] if quiet else None
    return vars(one) | {
        "maintenance": down,
        "closed_on": one.closed_on.isoformat() if one.closed_on else None,
        "operations": sorted(map(str, one.operations)),
    }


def _agreement(one: PolicyAgreement) -> dict[str, Any]:
    found = vars(one) | {
        "consumers": sorted(one.consumers),
        "operations": sorted(map(str, one.operations)),
        "begins": one.begins.isoformat(),
        "ends": one.ends.isoformat(),
    }
    if not one.stores_bodies:
        del found["stores_bodies"]
    return found


def read_policy(value: Any) -> Policy:
    """PolicyRefused for another schema, a field too many or too few, a value of another kind, or what leads nowhere."""
    try:
        found = _policy(value)
    except (KeyError, TypeError, ValueError) as error:
        raise PolicyRefused("shape") from error
    if as_json(found) != value:
        raise PolicyRefused("shape")
    _check_whole(found)
    return found


def _policy(value: Any) -> Policy:
    if value["schema"] != SCHEMA:
        raise PolicyRefused("schema")
    return Policy(
        instance=_text(value["instance"]),
        version=_number(value["version"]),
        issued_at=_read_moment(value["issued_at"]),
        systems=tuple(map(_read_system, value["systems"])),
        services=tuple(map(_read_service, value["services"])),
        agreements=tuple(map(_read_agreement, value["agreements"])),
        clock_offset=_seconds(value["clock_offset"]),
        body_key=_text(value.get("body_key", "")),
    )


def _read_system(one: Any) -> PolicySystem:
    keys = tuple(
        PolicyKey(_key_id(key), _text(key["text"]), _read_moment(key["until"])) for key in one["keys"]
    )
    return PolicySystem(_text(one["id"]), _flag(one["stopped"]), keys)


def _key_id(key: Any) -> str:
    """KeyRefused, which is a ValueError, where the key is none or goes by a name that is not its own."""
    found = read_text(_text(key["text"])).id
    if found != key["id"]:
        raise ValueError(key["id"])
    return found


def _read_service(one: Any) -> PolicyService:
    down = one["maintenance"]
    return PolicyService(
        id=_text(one["id"]),
        url=_text(one["url"]),
        personal=_flag(one["personal"]),
        subject_in=_text(one["subject_in"]),
        subject_at=_text(one["subject_at"]),
        maintenance=Maintenance(_read_moment(down[0]), _read_moment(down[1]), _text(down[2]))
        if down
        else None,
        closed_on=date.fromisoformat(one["closed_on"]) if one["closed_on"] else None,
        operations=_operations(one["operations"]),
        description=_text(one["description"]),
    )


def _read_agreement(one: Any) -> PolicyAgreement:
    return PolicyAgreement(
        code=_text(one["code"]),
        service=_text(one["service"]),
        consumers=tuple(map(_text, one["consumers"])),
        operations=_operations(one["operations"]),
        per_second=_number(one["per_second"]),
        per_day=_number(one["per_day"]),
        concurrent=_number(one["concurrent"]),
        evidence=_flag(one["evidence"]),
        stopped=_flag(one["stopped"]),
        begins=date.fromisoformat(one["begins"]),
        ends=date.fromisoformat(one["ends"]),
        certificate=_flag(one["certificate"]),
        stores_bodies=_flag(one.get("stores_bodies", False)),
    )


def _operations(value: Any) -> tuple[Operation, ...]:
    try:
        return tuple(map(read_operation, value))
    except TemplateRefused as error:
        raise PolicyRefused("operation") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise TypeError(value)
    return value


def _seconds(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _read_moment(value: Any) -> datetime:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _check_whole(policy: Policy) -> None:
    """Ids are given once, and what an agreement or a service names is there."""
    systems = [one.id for one in policy.systems]
    services = [one.id for one in policy.services]
    codes = [one.code for one in policy.agreements]
    keys = [key.id for one in policy.systems for key in one.keys]
    if any(len(set(ids)) < len(ids) for ids in (systems, services, codes, keys)):
        raise PolicyRefused("twice")
    named = {one.system for one in policy.services} | {s for one in policy.agreements for s in one.consumers}
    if named - set(systems) or {one.service for one in policy.agreements} - set(services):
        raise PolicyRefused("unknown_id")
