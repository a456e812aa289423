"""Zeek: dns.log, conn.log and http.log, as tables with their `#fields` or as JSON."""

from typing import Any

from tinhso.lib.network_logs.rows import LogLimits, LogRow, NotUnderstood, RowKind
from tinhso.lib.network_logs.values import (
    address,
    address_or_empty,
    host_name,
    host_of,
    moment,
    read_bytes,
    read_port,
    read_seconds,
)

UNSET = ("-", "(empty)", "")


class ZeekTable:
    """Lines of a table; lines that begin with # say which fields follow."""

    def __init__(self) -> None:
        self.separator, self.path = "\t", ""
        self.fields: list[str] = []

    def row(self, text: str, limits: LogLimits) -> LogRow | None:
        if text.startswith("#"):
            self._heading(text)
            return None
        if not self.fields:
            raise NotUnderstood("dòng đứng trước #fields")
        cells = text.split(self.separator)
        if len(cells) != len(self.fields):
            raise NotUnderstood("số ô không bằng số trường của #fields")
        values = {name: cell for name, cell in zip(self.fields, cells, strict=True) if cell not in UNSET}
        return zeek_row(values, limits, self.path)

    def _heading(self, text: str) -> None:
        word, _, rest = text.partition(" " if text.startswith("#separator") else self.separator)
        if word == "#separator" and rest.startswith("\\x") and len(rest) == 4:
            self.separator = chr(int(rest[2:], 16))
        elif word == "#fields":
            self.fields = rest.split(self.separator)[:500]
        elif word == "#path":
            self.path = rest


def zeek_row(values: dict[str, Any], limits: LogLimits, path: str = "") -> LogRow | None:
    """None for logs of Zeek that are not read."""
    path = path or str(values.get("_path") or "")
    if path == "dns" or (not path and ("qtype_name" in values or "query" in values)):
        return _dns(values, limits)
    if path == "conn" or (not path and "conn_state" in values):
        return _connection(values, limits)
    if path == "http" or (not path and "method" in values):
        return _web(values, limits)
    if "ts" not in values:
        raise NotUnderstood("không phải dòng của Zeek")
    return None


def _dns(values: dict[str, Any], limits: LogLimits) -> LogRow:
    answers = values.get("answers") or ()
    words = answers.split(",") if isinstance(answers, str) else [str(one) for one in answers]
    return LogRow(
        RowKind.DNS,
        moment(values.get("ts"), limits),
        address(str(values.get("id.orig_h"))),
        name=host_name(values.get("query")),
        type=str(values.get("qtype_name") or values.get("qtype") or "")[:20].upper(),
        answer=" ".join(host_name(one) for one in words[:50] if len(one) <= 255),
        rcode=str(values.get("rcode_name") or "")[:20].upper(),
        is_answer="rcode_name" in values or "rcode" in values,
        destination=address_or_empty(values.get("id.resp_h")),
        port=read_port(values.get("id.resp_p")),
        protocol=str(values.get("proto") or "")[:10].lower(),
    )


def _connection(values: dict[str, Any], limits: LogLimits) -> LogRow:
    return LogRow(
        RowKind.CONNECTION,
        moment(values.get("ts"), limits),
        address(str(values.get("id.orig_h"))),
        type=str(values.get("service") or "")[:20],
        destination=address(str(values.get("id.resp_h"))),
        port=read_port(values.get("id.resp_p")),
        protocol=str(values.get("proto") or "")[:10].lower(),
        sent=read_bytes(values.get("orig_bytes")),
        received=read_bytes(values.get("resp_bytes")),
        duration=read_seconds(values.get("duration")),
    )


def _web(values: dict[str, Any], limits: LogLimits) -> LogRow:
    return LogRow(
        RowKind.WEB,
        moment(values.get("ts"), limits),
        address(str(values.get("id.orig_h"))),
        name=host_of(str(values.get("host") or ""))[0],
        type=str(values.get("method") or "")[:20].upper(),
        rcode=str(values.get("status_code") or "")[:3],
        destination=address_or_empty(values.get("id.resp_h")),
        port=read_port(values.get("id.resp_p")),
        protocol="tcp",
        sent=read_bytes(values.get("request_body_len")),
        received=read_bytes(values.get("response_body_len")),
    )
