import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, job
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.software_bills.bill import VexDocument
from tinhso.lib.software_bills.reading import LIMITS, MOST_BYTES, read_vex
from tinhso.security.models import InformationSystem, VexStatement
from tinhso.security.vex.entry import StatementEntry
from tinhso.security.vex.permissions import check_can_state
from tinhso.security.vex.writing import write_statement

NO_WORDS = "Theo văn bản VEX của bên cung cấp; văn bản không nêu thêm."


@dataclass(frozen=True)
class ReadStatements:
    """What of a document was written down, and which of its statements could not be understood."""

    made: tuple[VexStatement, ...]
    rejected: tuple[tuple[int, str], ...]


@transaction.atomic
def read_statements(
    *,
    content: bytes,
    system: InformationSystem | None,
    expires_on: date,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> ReadStatements:
    """Make each statement of a VEX document (OpenVEX, CycloneDX, CSAF) one's own, until a day; all of those that are understood, or none.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_state(system, by, on=local(now).date())
    if len(content) > MOST_BYTES:
        raise EntryRefused("content", "Tệp lớn hơn 16 MB; hãy chia nhỏ.")
    found = _read(content, now)
    if not found.statements:
        first = f" Dòng {found.rejected[0][0]}: {found.rejected[0][1]}." if found.rejected else ""
        raise EntryRefused("content", f"Văn bản không có tuyên bố nào đọc được.{first}")
    source = f"{found.format}: {found.author}" if found.author else found.format
    made = tuple(
        write_statement(StatementEntry.of(one, expires_on, NO_WORDS), system, client_key, source, by, now)
        for one in found.statements
    )
    job("security.meet_statements").defer()
    return ReadStatements(made, found.rejected)


def _read(content: bytes, now: datetime) -> VexDocument:
    """EntryRefused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vex"
        path.write_bytes(content)
        try:
            return read_vex(path, replace(LIMITS, not_after=now))
        except ReportRefused as refused:
            raise EntryRefused("content", str(refused)) from refused
