"""What a call says of itself beside its address: whom it is about, and for which dossier it is made."""

from tinhso.lib.exchange import subjects
from tinhso.lib.exchange.decision import Granted
from tinhso.lib.exchange.plane.asgi import Body, value_of
from tinhso.lib.exchange.plane.calls import Call
from tinhso.lib.exchange.policy import PolicyService
from tinhso.lib.exchange.subjects import Named


def note_subject(call: Call, granted: Granted, key: bytes | None) -> None:
    """Into the row; of a body it is known once it has passed."""
    service, row = granted.service, call.row
    row.issue = subjects.case_code(value_of(call.headers, b"x-road-issue"))
    if service.subject_in != subjects.BODY:
        _write(call, subjects.named_by(key, _value(call, service, granted.operation)))


def note_subject_of_body(call: Call, service: PolicyService, body: Body, key: bytes | None) -> None:
    if service.subject_in == subjects.BODY:
        whole = b"" if not body.size else body.start if body.size <= subjects.MOST_BODY else None
        _write(call, subjects.named_by(key, subjects.in_body(whole, service.subject_at)))


def _write(call: Call, found: Named) -> None:
    call.row.named, call.row.subject = found.how, found.word


def _value(call: Call, service: PolicyService, operation: str) -> str | None:
    if service.subject_in == subjects.PATH:
        return subjects.in_path(operation.partition(" ")[2], call.path, service.subject_at)
    if service.subject_in == subjects.QUERY:
        return subjects.in_query(bytes(call.scope.get("query_string", b"")), service.subject_at)
    if service.subject_in == subjects.HEADER:
        name = service.subject_at.lower().encode()
        return value_of(call.headers, name) if any(one == name for one, _value in call.headers) else None
    return None
