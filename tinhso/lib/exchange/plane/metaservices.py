"""What X-Road tells of itself (PR-META, PR-MREST): members, services and operations, descriptions; out of the policy in force.

Any system that the policy knows and that is not stopped may ask: it reads codes, operations and descriptions, never an address of a
provider's machine, and `allowedMethods` only of its own rights.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from tinhso.lib.exchange import xroad
from tinhso.lib.exchange.operations import PARAMETER, Operation
from tinhso.lib.exchange.plane.descriptions import Descriptions
from tinhso.lib.exchange.plane.policies import InForce
from tinhso.lib.exchange.policy import Policy, PolicyService

LIST_CLIENTS = "/listClients"
JSON, XML = b"application/json", b"text/xml;charset=utf-8"
OF_A_SYSTEM = frozenset({"listMethods", "allowedMethods", "getOpenAPI"})
NAMESPACES = 'xmlns:xroad="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers"'
TAGS = {
    "xroad_instance": "xRoadInstance",
    "member_class": "memberClass",
    "member_code": "memberCode",
    "subsystem_code": "subsystemCode",
}


class NothingToAnswer(Exception):
    """`code` is a key of `errors.ERRORS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def list_of_members(raw_path: str, instance: str) -> bool:
    """X-Road's own address of the list, or the one at the level of the instance."""
    return raw_path in (LIST_CLIENTS, f"{xroad.PREFIX}{instance}/listMembers")


def metaservice_of(service: str, path: str, method: str) -> str:
    """By the last part of a service's id; "" for a service that a provider offers."""
    name = service.rpartition("/")[2]
    return name if name in OF_A_SYSTEM and path == "/" and method == "GET" else ""


def members(policy: Policy, *, as_xml: bool) -> tuple[bytes, bytes]:
    """Each member and each of its systems: kind of content and content."""
    found = [{"id": _id(policy.instance, one, "MEMBER")} for one in sorted(_members(policy))]
    found += [{"id": _id(policy.instance, one.id, "SUBSYSTEM")} for one in policy.systems]
    return (XML, _xml(found)) if as_xml else (JSON, json.dumps({"member": found}).encode())


def _members(policy: Policy) -> set[str]:
    return {one.id.rpartition("/")[0] for one in policy.systems}


def _id(instance: str, address: str, kind: str) -> dict[str, str]:
    parts = dict(zip(("member_class", "member_code", "subsystem_code"), address.split("/"), strict=False))
    return {"object_type": kind, "xroad_instance": instance} | parts


def _xml(found: Iterable[dict[str, dict[str, str]]]) -> bytes:
    """Codes of the registry need no escaping."""
    rows = []
    for one in found:
        words = one["id"]
        parts = "".join(f"<id:{tag}>{words[name]}</id:{tag}>" for name, tag in TAGS.items() if name in words)
        rows.append(
            f'<xroad:member><xroad:id id:objectType="{words["object_type"]}">{parts}</xroad:id></xroad:member>'
        )
    return f'<?xml version="1.0" encoding="UTF-8"?><xroad:clientList {NAMESPACES}>{"".join(rows)}</xroad:clientList>'.encode()


def metaservice_answer(
    name: str, system: str, client: str, query: bytes, policy: InForce, descriptions: Descriptions
) -> bytes:
    """The answer of a metaservice of a system, as JSON. NothingToAnswer."""
    if all(one.id != system for one in policy.policy.systems):
        raise NothingToAnswer("unknown_service")
    offered = [one for one in policy.policy.services if one.system == system]
    if name == "getOpenAPI":
        return _description(offered, query, descriptions)
    if name == "listMethods":
        rights = {one.id: set(one.operations) for one in offered}
    else:
        rights = policy.index.rights_of(client, policy.legal_now())
    services = [_service(policy.policy.instance, one, rights[one.id]) for one in offered if one.id in rights]
    return json.dumps({"service": services}).encode()


def _description(offered: list[PolicyService], query: bytes, descriptions: Descriptions) -> bytes:
    code = _service_code(query)
    found = next((one for one in offered if one.id.rpartition("/")[2] == code), None)
    if found is None:
        raise NothingToAnswer("unknown_service" if code else "no_service_code")
    text = descriptions.text_of(found.description)
    if text is None:
        raise NothingToAnswer("no_description")
    return text


def _service_code(query: bytes) -> str:
    """Its name in any letters, as X-Road takes it; "" where it is not there once."""
    try:
        pairs = parse_qsl(query.decode("ascii"), max_num_fields=20)
    except ValueError:
        return ""
    found = [value for name, value in pairs if name.lower() == "servicecode"]
    return found[0] if len(found) == 1 else ""


def _service(instance: str, one: PolicyService, operations: Iterable[Operation]) -> dict[str, Any]:
    kind, member, system, code = one.id.split("/")
    return {
        "member_class": kind,
        "member_code": member,
        "object_type": "SERVICE",
        "service_code": code,
        "service_type": "OPENAPI" if one.description else "REST",
        "subsystem_code": system,
        "xroad_instance": instance,
        "endpoint_list": [
            {"method": each.method, "path": PARAMETER.sub("*", each.path)} for each in sorted(operations)
        ],
    }
