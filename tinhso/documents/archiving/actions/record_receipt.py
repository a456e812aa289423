from datetime import date, datetime

from django.db import transaction

from tinhso.documents.archiving.events import ArchivePackageReceived
from tinhso.documents.archiving.permissions import check_can_pack_file
from tinhso.documents.models import ArchivePackage, FileMove, WorkFile
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.documents.work_files.moving import held_row, note_move
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def record_receipt(
    *, package: ArchivePackage, receiver: str, receipt: str, received_on: date, by: Actor, now: datetime
) -> ArchivePackage:
    """The historical archive received a built package, under the protocol that both sides signed. Said twice, it stands once.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_pack_file(package.work_file, by)
    check_not_secret(NONE, [receiver, receipt])
    file = held_row(package.work_file, states=(WorkFile.State.ARCHIVED,))
    row = ArchivePackage.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if row.state == ArchivePackage.State.RECEIVED:
        return row
    if row.state != ArchivePackage.State.BUILT or row.built_at is None:
        raise EntryRefused("", "Gói này chưa lập xong hoặc không lập được.")
    if file.packages.filter(state=ArchivePackage.State.RECEIVED).exists():
        raise EntryRefused("", "Lưu trữ lịch sử đã nhận một gói khác của hồ sơ này.")
    if not local(row.built_at).date() <= received_on <= local(now).date():
        raise EntryRefused("received_on", "Ngày nhận không trước ngày lập gói và không sau hôm nay.")
    row.state, row.received_on, row.recorded_by_id = ArchivePackage.State.RECEIVED, received_on, by.user_id
    row.receiver, row.receipt = receiver.strip(), receipt.strip()
    if not row.receiver or not row.receipt:
        raise EntryRefused("receipt", "Ghi nơi nhận và số biên bản giao nhận.")
    row.save()
    note_move(file, FileMove.Kind.PASSED, by=by, now=now, reason=f"{row.receiver}, {row.receipt}")
    event = ArchivePackageReceived(file_id=file.pk, agency_id=file.agency_id, package_id=row.pk)
    record(event, by=by, at=now)
    return row
