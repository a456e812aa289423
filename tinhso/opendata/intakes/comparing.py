"""What a file that was read would change, counted by a worker: whoever publishes it clicks once and waits for nothing.

`Intake.found["compared"]` holds the key of the version that it was compared with (None: there was none) and how many rows
only one of both has; `found["sums"]` the SHA-256 of its files. Where another version came meanwhile, the job
`opendata.compare_again` counts anew.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.numbers import vn_number
from tinhso.lib.tables.difference import differing
from tinhso.opendata.dataset import store
from tinhso.opendata.models import Dataset, DataVersion, Intake

STEP = "compare"
WAITING = (Intake.State.READY, Intake.State.HELD)
Answer = dict[str, Any]


def compared(intake: Intake, rows: int, heard: Callable[[], None]) -> Answer:
    """The table that was read beside the version that readers get now; `heard` every two seconds meanwhile."""
    last = intake.table.versions.first()
    read = store.intake_of(intake.pk) / "read" / "table.duckdb"
    added, removed = differing(store.table_of(last.folder), read, heard=heard) if last else (rows, 0)
    return {"with": last and last.pk, "added": added, "removed": removed}


def changes_of(intake: Intake, last: DataVersion | None) -> tuple[int, int] | None:
    """Rows added and removed against that version; None where it was compared with another one."""
    result = intake.found.get("compared")
    if not result or result["with"] != (last and last.pk):
        return None
    return result["added"], result["removed"]


def doing(intake: Intake) -> str:
    """What happens with a file that is under way, in words."""
    if intake.state == Intake.State.READING and (words := _words_of_steps().get(intake.step)):
        return words
    return str(intake.get_state_display())


def _words_of_steps() -> dict[str, str]:
    return {
        "fetch": _("Đang tải tệp về"),
        "copy": _("Đang chép tệp kèm theo"),
        "unpack": _("Đang giải nén"),
        "parquet": _("Đang ghi bảng"),
        "scan": _("Đang tìm dữ liệu cá nhân"),
        STEP: _("Đang so với phiên bản đang công bố"),
    }


def changes_text(intake: Intake) -> str:
    """What publishing it would change, in words; "" before that is known."""
    if intake.state not in WAITING or "compared" not in intake.found:
        return ""
    last = intake.table.versions.first()
    changes = changes_of(intake, last)
    if changes is None:
        return _("Vừa có phiên bản khác được công bố; thay đổi so với phiên bản đó đang được đếm lại.")
    if last is None:
        return _("Công bố tệp này sẽ tạo phiên bản đầu tiên.")
    return _("So với phiên bản %(number)s đang công bố: thêm %(added)s dòng, bớt %(removed)s dòng.") % {
        "number": last.number,
        "added": vn_number(changes[0]),
        "removed": vn_number(changes[1]),
    }


def sums_of(intake: Intake) -> dict[str, str]:
    """SHA-256 of the files that a version will have, by name."""
    folder = store.intake_of(intake.pk)
    files = [folder / "original", *(folder / "read" / name for name in store.READ)]
    found = {}
    for file in files:
        with file.open("rb") as stream:
            found[file.name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def compare_again(dataset: Dataset) -> int:
    """Count anew for the files that wait to be published and were compared with an older version; how many there were."""
    done = 0
    for intake in dataset.intakes.filter(state__in=WAITING).select_related("table"):
        if changes_of(intake, intake.table.versions.first()) is None:
            found = intake.found | {"compared": compared(intake, intake.rows, lambda: None)}
            same = Intake.objects.filter(pk=intake.pk, state__in=WAITING, tries=intake.tries)
            done += same.update(found=found)
    return done
