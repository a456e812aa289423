import tempfile
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import Kind, store_made
from tinhso.kernel.site.public import EntryRefused, copy_new_rows, new_row
from tinhso.lib.dates import local, vn_datetime
from tinhso.lib.files.names import clean_name
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.software_bills.bill import Component
from tinhso.lib.software_bills.bill import SoftwareBill as ReadBill
from tinhso.lib.software_bills.reading import LIMITS, MOST_BYTES, read_bill
from tinhso.lib.software_bills.versions import version_key
from tinhso.security.bills.events import SoftwareBillRegistered
from tinhso.security.bills.searching import short_name
from tinhso.security.duties.permissions import check_can_keep_system
from tinhso.security.models import InformationSystem, SoftwareBill, SoftwareComponent
from tinhso.security.pages.codes import code_of, lock_code


@transaction.atomic
def register_bill(
    *, system: InformationSystem, content: bytes, file_name: str, client_key: UUID, by: Actor, now: datetime
) -> SoftwareBill:
    """Read a software bill of a system (CycloneDX, SPDX); it is the valid one then, the former stays as history. The same file twice is one; an
    older bill than the valid one is refused.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_keep_system(system, by, on=local(now).date())
    if len(content) > MOST_BYTES:
        raise EntryRefused("content", "Tệp lớn hơn 16 MB; hãy nén gzip hoặc chia theo hệ thống.")
    digest = sha256(content).hexdigest()
    code = code_of(client_key, by.user_id, system.pk, digest)
    lock_code(code)
    if before := SoftwareBill.objects.filter(code=code).first():
        return before
    found = _read(content, now)
    row = InformationSystem.objects.select_for_update(no_key=True, of=("self",)).get(pk=system.pk)
    if row.retired_on is not None:
        raise EntryRefused("", "Hệ thống này đã ngừng sử dụng.")
    if (valid := SoftwareBill.objects.valid().filter(system=row).first()) is not None:
        if valid.sha256 == digest:
            return valid
        _check_newer(found, valid)
        valid.replaced_at = now
        valid.save(update_fields=["replaced_at"])
    made = _made(row, found, content, file_name, code, digest, by, now)
    copy_new_rows(_component(made, one) for one in found.components)
    event = SoftwareBillRegistered(
        bill_id=made.pk,
        system_id=row.pk,
        format=Code(made.format),
        components=made.component_count,
        rejected=made.rejected_count,
    )
    record(event, by=by, at=now)
    return made


def _read(content: bytes, now: datetime) -> ReadBill:
    """EntryRefused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bill"
        path.write_bytes(content)
        try:
            found = read_bill(path, replace(LIMITS, not_after=now))
        except ReportRefused as refused:
            raise EntryRefused("content", str(refused)) from refused
    if not found.components:
        raise EntryRefused("content", "Bảng kê không có thành phần nào.")
    return found


def _check_newer(found: ReadBill, valid: SoftwareBill) -> None:
    if found.made_at is not None and valid.made_at is not None and found.made_at < valid.made_at:
        words = f"Bảng kê này cũ hơn bảng kê đang có hiệu lực (lập lúc {vn_datetime(valid.made_at)})."
        raise EntryRefused("content", words)


def _made(
    system: InformationSystem,
    found: ReadBill,
    content: bytes,
    file_name: str,
    code: str,
    digest: str,
    by: Actor,
    now: datetime,
) -> SoftwareBill:
    name = clean_name(file_name) or "bang-ke.json"
    return SoftwareBill.objects.create(
        code=code,
        system=system,
        format=found.format,
        format_version=found.version,
        tool=found.tool,
        subject=found.subject,
        made_at=found.made_at,
        file=store_made(content, name=name, kind=Kind.SCAN_REPORT, by=by, now=now),
        file_name=name,
        sha256=digest,
        component_count=len(found.components),
        rejected=[list(one) for one in found.rejected],
        rejected_count=found.rejected_count,
        by_id=by.user_id,
        at=now,
    )


def _component(bill: SoftwareBill, one: Component) -> SoftwareComponent:
    row: SoftwareComponent = new_row(
        SoftwareComponent,
        bill_id=bill.pk,
        name=one.name,
        short=short_name(one.name),
        version=one.version,
        version_key=version_key(one.version),
        package=one.package,
        licence=one.licence,
    )
    return row
