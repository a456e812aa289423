"""Old backups go, and with them what no remaining one means of the pool of files."""

import shutil
import time
from pathlib import Path

from tinhso.config.backups.archive import PART, apart_of, manifest_of
from tinhso.config.backups.pool import FOLDER, Pool, alone
from tinhso.config.command_line.speech import print_line
from tinhso.config.refusal import Refusal

DAY = 86_400
MOST_DAYS = 3_650
NAMES = "tinhso-*.tar"
"""As the nightly backup names them; whatever else lies in the folder stays."""
LEFT = 2 * DAY
"""After which what a killed backup was writing (a dump of everything, half an archive) is nobody's."""


def prune(folder: Path, *, days: int) -> int:
    """Delete backups that are older than `days`, never the newest; exit code 0.

    Raises:
        Refusal: no folder, a number of days out of bounds, another backup at work, or a backup that stays cannot be read: what it
            means of the pool is then not known, so nothing at all goes.
    """
    if not folder.is_dir():
        raise Refusal(f"--prune: không có thư mục {folder}", english=f"--prune: there is no folder {folder}")
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(
            f"--prune: số ngày từ 1 đến {MOST_DAYS}", english=f"--prune: days from 1 to {MOST_DAYS}"
        )
    pool = Pool(folder / FOLDER)
    with alone(pool):
        found = sorted(folder.glob(NAMES), key=lambda one: one.stat().st_mtime)
        limit = time.time() - days * DAY
        old = [one for one in found[:-1] if one.stat().st_mtime < limit]
        # Another name may mean the pool too: a copy that somebody made by hand.
        staying = [one for one in folder.glob("*.tar") if one not in old]
        named = {digest for one in staying for digest in apart_of(manifest_of(one)).values()}
        for one in old:
            one.unlink()
        count = pool.drop_all_but(named)
        _drop_left(folder, time.time() - LEFT)
    print_line(
        f"Đã xóa {len(old)} bản sao lưu cũ hơn {days} ngày và {count} tệp không bản nào còn nhắc tới.",
        f"Deleted {len(old)} backups older than {days} days and {count} files that no backup names any more.",
    )
    return 0


def _drop_left(folder: Path, before: float) -> None:
    for draft in folder.glob(NAMES + PART):
        if draft.lstat().st_mtime < before:
            draft.unlink()
    for room in folder.glob(".tinhso-*"):
        if room.is_dir() and not room.is_symlink() and room.stat().st_mtime < before:
            shutil.rmtree(room)
