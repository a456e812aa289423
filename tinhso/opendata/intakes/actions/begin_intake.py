"""A file for a dataset arrives: announced and sent in pieces, or named by its address."""

import shutil
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.files.public import StoredFile
from tinhso.lib.files.names import clean_name
from tinhso.lib.messages.public_addresses import NotAnAddress, parts_of, parts_of_entered
from tinhso.lib.numbers import vn_number
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_can_write
from tinhso.opendata.intakes import limits as intake_limits
from tinhso.opendata.intakes.events import DataReceived
from tinhso.opendata.models import Dataset, DataTable, Intake


class IntakeRefused(ValueError):
    """Not this file, not now; a Vietnamese sentence."""


class WrongOffset(ValueError):
    """The piece does not continue what is there; `received` bytes are, go on from them."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@transaction.atomic
def begin_upload(
    *, dataset: Dataset, name: str, size: int, by: Actor, now: datetime, table: DataTable | None = None
) -> Intake:
    """Announce a file of `size` bytes for a table of the dataset, the first where none is named.

    Raises: OpenDataForbidden, IntakeRefused for a size that would be refused in the end, and for a withdrawn table.
    """
    check_can_write(dataset.publisher_id, by)
    _check_size(size)
    _check_room(dataset, size)
    intake = Intake.objects.create(
        dataset=dataset,
        table=_open_table(dataset, table),
        source=Intake.Source.UPLOAD,
        state=Intake.State.RECEIVING,
        name=clean_name(name),
        size=size,
        made_by_id=by.user_id,
        made_at=now,
    )
    folder = store.intake_of(intake.pk)
    folder.mkdir(mode=0o700, parents=True)
    (folder / "original").touch(mode=0o600)
    return intake


def add_piece(*, intake: Intake, offset: int, data: bytes, by: Actor) -> int:
    """Write the next piece and return how many bytes are there; the same piece twice is harmless.

    The row says what is there, not the file: a piece whose request broke off is written over.
    Raises: WrongOffset, OpenDataForbidden, IntakeRefused where nothing more is awaited.
    """
    check_can_write(intake.dataset.publisher_id, by)
    with transaction.atomic():
        held = Intake.objects.select_for_update().get(pk=intake.pk)
        if held.state != Intake.State.RECEIVING:
            raise IntakeRefused(_("Lần gửi này đã kết thúc hoặc đã hủy."))
        if (
            offset != held.done
            or not data
            or len(data) > intake_limits.PIECE
            or offset + len(data) > held.size
        ):
            raise WrongOffset(held.done)
        with (store.intake_of(held.pk) / "original").open("r+b") as stream:
            stream.seek(offset)
            stream.write(data)
        Intake.objects.filter(pk=held.pk).update(done=F("done") + len(data))
    return offset + len(data)


@transaction.atomic
def finish_upload(*, intake: Intake, by: Actor, now: datetime) -> None:
    """All pieces are there: a worker may read. Twice is harmless.

    Raises: IntakeRefused while a piece is missing.
    """
    check_can_write(intake.dataset.publisher_id, by)
    held = Intake.objects.select_for_update().get(pk=intake.pk)
    if held.state != Intake.State.RECEIVING:
        return
    if held.done != held.size:
        raise IntakeRefused(_("Tệp chưa gửi xong."))
    Intake.objects.filter(pk=held.pk).update(state=Intake.State.WAITING)
    record(DataReceived(dataset=held.dataset.slug, intake=held.pk, octets=held.size), by=by, at=now)
    job("opendata.take_in").defer(intake_id=str(held.pk))


@transaction.atomic
def begin_copy(*, table: DataTable, file: StoredFile, by: Actor, now: datetime) -> Intake:
    """Read a file that we hold beside the tables as one of them; a worker copies it, so that nobody waits for gigabytes.

    Raises: OpenDataForbidden, IntakeRefused.
    """
    dataset = table.dataset
    check_can_write(dataset.publisher_id, by)
    _check_size(file.size)
    _check_room(dataset, file.size)
    intake = Intake.objects.create(
        dataset=dataset,
        table=_open_table(dataset, table),
        source=Intake.Source.UPLOAD,
        state=Intake.State.WAITING,
        name=clean_name(file.name),
        copied_from=file.pk,
        size=file.size,
        made_by_id=by.user_id,
        made_at=now,
    )
    record(DataReceived(dataset=dataset.slug, intake=intake.pk, octets=file.size), by=by, at=now)
    job("opendata.take_in").defer(intake_id=str(intake.pk))
    return intake


@transaction.atomic
def begin_link(
    *,
    dataset: Dataset,
    url: str,
    by: Actor,
    now: datetime,
    source: str = Intake.Source.LINK,
    table: DataTable | None = None,
) -> Intake:
    """Name the address of a file for a table, the first where none is named; a worker fetches and reads it.

    Raises: OpenDataForbidden, IntakeRefused.
    """
    check_can_write(dataset.publisher_id, by)
    try:
        if source == Intake.Source.LINK:
            parts = parts_of_entered(url, local=settings.FETCH_LOCAL)
        else:  # named by a catalogue elsewhere: asked when it is fetched
            parts = parts_of(url, local=True)
    except NotAnAddress as error:
        raise IntakeRefused(str(error)) from error
    _check_room(dataset, 0)
    name = parts.path.rpartition("/")[2] or parts.hostname or "tep"
    intake = Intake.objects.create(
        dataset=dataset,
        table=_open_table(dataset, table),
        source=source,
        state=Intake.State.WAITING,
        name=clean_name(name),
        url=url.strip(),
        made_by_id=by.user_id,
        made_at=now,
    )
    record(DataReceived(dataset=dataset.slug, intake=intake.pk, octets=0), by=by, at=now)
    job("opendata.take_in").defer(intake_id=str(intake.pk))
    return intake


def _check_size(size: int) -> None:
    """IntakeRefused."""
    if not 0 < size <= intake_limits.MOST_BYTES:
        most = vn_number(intake_limits.MOST_BYTES // 1024**3)
        raise IntakeRefused(
            _("Tệp phải có nội dung và không quá %(most)s GB; hãy nén lại hoặc chia nhỏ.") % {"most": most}
        )


def _open_table(dataset: Dataset, table: DataTable | None) -> DataTable:
    """IntakeRefused for one that is not shown any more."""
    found = table or DataTable.objects.first_of(dataset)
    if found.dataset_id != dataset.pk or found.state == DataTable.State.WITHDRAWN:
        raise IntakeRefused(_("Bảng này đã thôi công bố."))
    return found


def _check_room(dataset: Dataset, size: int) -> None:
    """A dataset has few files on their way, and the disk keeps as much free as this one may need three times over."""
    if dataset.intakes.filter(state__in=Intake.UNDER_WAY).count() >= intake_limits.MOST_AT_ONCE:
        raise IntakeRefused(_("Bộ dữ liệu này đang có nhiều tệp chờ xử lý; hãy đợi hoặc hủy bớt."))
    store.root().mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(store.root()).free < size * 3:
        raise IntakeRefused(_("Máy chủ không còn đủ chỗ cho tệp này; hãy báo người quản trị."))
