"""Suricata EVE: dns of the versions 1 to 3, flow, http and tls; other events are skipped."""

from dataclasses import replace
from typing import Any

from tinhso.lib.network_logs.rows import LogLimits, LogRow, NotUnderstood, RowKind
from tinhso.lib.network_logs.values import (
    address,
    address_or_empty,
    host_name,
    host_of,
    iso,
    read_bytes,
    read_port,
)


def suricata_row(event: dict[str, Any], limits: LogLimits) -> LogRow | None:
    kind = event.get("event_type")
    about = event.get(kind) if isinstance(kind, str) else None
    if not isinstance(kind, str):
        raise NotUnderstood("không có event_type của Suricata")
    if kind not in ("dns", "flow", "http", "tls") or not isinstance(about, dict):
        return None
    at = iso(event.get("timestamp"), limits)
    protocol = str(event.get("proto") or "")[:10].lower()
    if kind == "dns":
        return _dns(event, about, at, protocol)
    row = LogRow(
        RowKind.CONNECTION if kind == "flow" else RowKind.WEB,
        at,
        address(str(event.get("src_ip"))),
        destination=address(str(event.get("dest_ip"))),
        port=read_port(event.get("dest_port")),
        protocol=protocol,
    )
    if kind == "flow":
        sent, received = read_bytes(about.get("bytes_toserver")), read_bytes(about.get("bytes_toclient"))
        return replace(row, type=str(event.get("app_proto") or "")[:20], sent=sent, received=received)
    return replace(
        row,
        name=host_of(str(about.get("hostname") or about.get("sni") or ""))[0],
        type=str(about.get("http_method") or "TLS")[:20].upper(),
        rcode=str(about.get("status") or "")[:3],
        received=read_bytes(about.get("length")),
    )


def _dns(event: dict[str, Any], dns: dict[str, Any], at: Any, protocol: str) -> LogRow:
    is_answer = dns.get("type") in ("answer", "response")
    query = next((one for one in dns.get("queries") or dns.get("query") or [] if isinstance(one, dict)), dns)
    from_server = str(event.get("src_port")) == "53"
    client, server = ("dest", "src") if from_server else ("src", "dest")
    return LogRow(
        RowKind.DNS,
        at,
        address(str(event.get(f"{client}_ip"))),
        name=host_name(query.get("rrname")),
        type=str(query.get("rrtype") or "")[:20].upper(),
        answer=" ".join(_answers(dns)),
        rcode=str(dns.get("rcode") or "")[:20].upper() if is_answer else "",
        is_answer=is_answer,
        destination=address_or_empty(event.get(f"{server}_ip")),
        port=read_port(event.get(f"{server}_port")),
        protocol=protocol,
    )


def _answers(dns: dict[str, Any]) -> list[str]:
    found = [str(one.get("rdata") or "") for one in dns.get("answers") or [] if isinstance(one, dict)]
    grouped = dns.get("grouped")
    for values in grouped.values() if isinstance(grouped, dict) and not found else ():
        found += [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
    return [
        host_name(one) for one in (found or [str(dns.get("rdata") or "")])[:50] if one and len(one) <= 255
    ]
