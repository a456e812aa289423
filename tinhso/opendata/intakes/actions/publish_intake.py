"""A file that was read becomes the version that readers get."""

import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.lib.tables.difference import differing
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.permissions import check_can_answer
from tinhso.opendata.dataset.publication import Made, add_version
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.comparing import changes_of
from tinhso.opendata.models import DataTable, DataVersion, Intake, Upkeep
from tinhso.opendata.upkeep.actions.keep_upkeep import close_reminders


def publish_intake(*, intake: Intake, by: Actor, now: datetime) -> DataVersion:
    """Publish what was read; the files stand in place before the row that names them.

    By the agency's data officer, who did not send the file; by the system for a harvest. Whoever is second
    finds it published. Raises: OpenDataForbidden, IntakeRefused.
    """
    if not by.system:
        check_can_answer(intake.dataset.publisher_id, by, maker=intake.made_by_id)
    held = Intake.objects.select_related("dataset", "table").get(pk=intake.pk)
    _check_ready(held)
    folder = uuid4()
    _lay(held, folder)
    changes = _changes(held, folder)
    try:
        return _record(held, folder, changes, by, now)
    except IntakeRefused:
        shutil.rmtree(store.folder_of(folder), ignore_errors=True)
        raise


def _check_ready(intake: Intake) -> None:
    if intake.state == Intake.State.HELD:
        raise IntakeRefused(
            _("Tệp đang bị tạm giữ vì có thể có dữ liệu cá nhân; cần cán bộ phụ trách cho phép.")
        )
    if intake.state != Intake.State.READY:
        raise IntakeRefused(_("Tệp này chưa sẵn sàng, đã công bố hoặc đã hủy."))
    if doubts := intake.doubts:
        raise IntakeRefused(
            _("Có %(n)s điều khác thường trong cách đọc tệp; hãy sửa hoặc xác nhận trước khi công bố.")
            % {"n": len(doubts)}
        )
    if undecided := intake.undecided:
        raise IntakeRefused(
            _("Cột “%(name)s”: hãy chọn cách đọc dấu chấm trước khi công bố.")
            % {"name": undecided[0]["heading"] or undecided[0]["name"]}
        )


def _changes(intake: Intake, folder: UUID) -> tuple[int, int]:
    """As a worker counted them; only where a version came in between and its job has not run, they are counted now."""
    last = intake.table.versions.first()
    if (known := changes_of(intake, last)) is not None:
        return known
    return differing(store.table_of(last.folder), store.table_of(folder)) if last else (intake.rows, 0)


def _lay(intake: Intake, folder: UUID) -> None:
    """A second name for each file, in the folder of the version: nothing is copied, and a kill leaves the intake whole."""
    draft = store.root() / f"{folder.hex}.new"
    draft.mkdir(mode=0o700, parents=True)
    source = store.intake_of(intake.pk)
    for name in store.READ:
        _link(source / "read" / name, draft / name)
    _link(source / "original", draft / "original")
    store.settle(draft, folder, intake.found.get("sums"))


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileNotFoundError as error:
        raise IntakeRefused(_("Tệp đã đọc không còn trên máy chủ; hãy đọc lại.")) from error


@transaction.atomic
def _record(intake: Intake, folder: UUID, changes: tuple[int, int], by: Actor, now: datetime) -> DataVersion:
    held = Intake.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=intake.pk)
    table = DataTable.objects.select_for_update(no_key=True).get(pk=held.table_id)
    _check_ready(held)
    if table.state == DataTable.State.WITHDRAWN:
        raise IntakeRefused(_("Bảng này đã thôi công bố."))
    made = Made(
        folder,
        [[column["name"], column["heading"], column["kind"]] for column in held.columns],
        held.rows,
        held.sha256,
        held.found["octets"],
        changes,
        {"rejected": held.rejected, "original_name": held.name, "original_octets": held.size},
    )
    version = add_version(table, made, by, now)
    Intake.objects.filter(pk=held.pk).update(state=Intake.State.PUBLISHED, version=version)
    close_reminders(held.dataset, Upkeep.Kind.UPDATE, by=by, now=now, outcome="updated")
    return version
