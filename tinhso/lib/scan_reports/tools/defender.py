"""Windows events (.evtx): each event is a record, detections of Microsoft Defender are findings, all others are skipped.

The format is binary: a library reads it in a process of its own (`evtx_child.py`). Who was signed in is never read.
"""

import json
import os
import select
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from tinhso.lib.scan_reports.drafts import Collected, Draft, NotUnderstood, machine_of, mapping
from tinhso.lib.scan_reports.json_stream import Unread
from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import FindingKind, ReportRefused
from tinhso.lib.scan_reports.severity import severity_of

MAGIC = b"ElfFile\x00"
HEADER, HEADER_BLOCK = 128, 4096
"""What a file's head says of its own size, whatever made it."""
CHILD = (sys.executable, "-P", "-m", "tinhso.lib.scan_reports.tools.evtx_child")
PATIENCE = 30.0
PROVIDERS = ("microsoft-windows-windows defender", "microsoft antimalware")
DETECTIONS = {1006, 1007, 1008, 1015, 1116, 1117, 1118, 1119}
"""Found, acted on, failed to act, suspicious behaviour: of the older and the newer numbers."""


def read_evtx(source: Source, collected: Collected) -> None:
    """Raises: ReportRefused."""
    for event in evtx_records(source):
        collected.each(event, _event)


def evtx_records(source: Source) -> Iterator[Any]:
    """Each event of the file as the library's JSON, an `Unread` in the place of one that is damaged. Raises: ReportRefused."""
    if len(source.head) < HEADER or struct.unpack_from("<IHHH", source.head, 32)[::3] != (
        HEADER,
        HEADER_BLOCK,
    ):
        raise ReportRefused("Tệp sự kiện Windows (.evtx) bị hỏng từ phần đầu; hãy xuất lại.")
    if not source.packing:
        yield from events_of([*CHILD, str(source.path)], source.limits.line_bytes)
        return
    with tempfile.NamedTemporaryFile(suffix=".evtx") as unpacked:
        for chunk in source.chunks():
            unpacked.write(chunk)
        unpacked.flush()
        yield from events_of([*CHILD, unpacked.name], source.limits.line_bytes)


def events_of(command: list[str], most: int, patience: float = PATIENCE) -> Iterator[Any]:
    """What the child writes. Raises: ReportRefused where it fails, or is silent for longer than `patience` seconds."""
    known = {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=known
    )
    assert child.stdout is not None
    rest = b""
    try:
        while True:
            if not select.select([child.stdout], [], [], patience)[0]:
                raise ReportRefused("Tệp sự kiện Windows (.evtx) bị hỏng: đọc mãi không hết; hãy xuất lại.")
            block = os.read(child.stdout.fileno(), 1 << 16)
            *lines, rest = (rest + block).split(b"\n")
            yield from map(_value, lines)
            if len(rest) > most:
                raise ReportRefused(f"Một sự kiện dài quá {most} byte.")
            if not block:
                break
        if child.wait():
            raise ReportRefused("Tệp sự kiện Windows (.evtx) bị hỏng; hãy xuất lại.")
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def _value(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Unread("sự kiện bị hỏng", text[:1000].decode(errors="replace"))


def _event(event: dict[str, Any]) -> Draft | None:
    system = mapping(mapping(event.get("Event")).get("System"))
    if not system:
        raise NotUnderstood("sự kiện không có phần System")
    number = system.get("EventID")
    number = number.get("#text") if isinstance(number, dict) else number
    provider = mapping(mapping(system.get("Provider")).get("#attributes")).get("Name")
    if str(provider).lower() not in PROVIDERS or int(str(number or 0)) not in DETECTIONS:
        return None
    data = mapping(event["Event"].get("EventData"))
    return Draft(
        title=data.get("Threat Name") or f"Windows Defender {number}",
        rule=data.get("Threat ID") or data.get("Threat Name"),
        severity=severity_of("defender", data.get("Severity ID") or data.get("Severity Name")),
        kind=FindingKind.MALWARE,
        machine=machine_of(name=system.get("Computer")),
        location=data.get("Path"),
        description=data.get("Category Name"),
        evidence="\n".join(
            str(data[name])
            for name in ("Action Name", "Error Description")
            if str(data.get(name) or "%%")[:2] != "%%"
        ),
        at=mapping(mapping(system.get("TimeCreated")).get("#attributes")).get("SystemTime")
        or data.get("Detection Time"),
    )
