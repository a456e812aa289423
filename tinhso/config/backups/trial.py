"""A backup that was never restored is a hope: the newest one is brought back elsewhere, with its own PostgreSQL, and verified."""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tinhso.config.backups.archive import apart_of, manifest_of
from tinhso.config.backups.pool import FOLDER, Pool
from tinhso.config.command_line.speech import print_line
from tinhso.config.database import ROOT
from tinhso.config.refusal import Refusal

OURS = ("TINHSO_", "DATABASE_URL", "PG", "AWS_")
STAYS = ("TINHSO_PG_BIN", "TINHSO_VENV", "TINHSO_PACK")
"""The pack is read, as it is by every restore: of a province other than the shipped one nothing comes up without it."""
TIMES_AS_LARGE = 4
"""The tar unpacked, the database with its indexes, the files where they come to lie, and room to work."""
STEPS = (
    ("restore", "Phục hồi vào chỗ riêng", "Restoring into a place apart"),
    ("verify", "Kiểm tra chuỗi niêm phong và hồ sơ", "Verifying the chain of seals and the dossiers"),
)


def newest_backup(place: Path) -> Path:
    """That file, or the newest `*.tar` of that folder. Raises: Refusal."""
    if place.is_file():
        return place.absolute()
    found = [one for one in place.glob("*.tar") if one.is_file()] if place.is_dir() else []
    if not found:
        raise Refusal(f"không có bản sao lưu nào ở {place}", english=f"there is no backup at {place}")
    return max(found, key=lambda one: one.stat().st_mtime).absolute()


def try_backup(file: Path, scratch: Path | None = None) -> int:
    """Bring it back into a folder that is thrown away again, and verify what came back; the first exit code that is not 0.

    Neither the database, the file store nor the keys of this installation are touched: nothing of its settings goes along.

    Raises:
        Refusal: the disk of `scratch` (the machine's temporary folder unless it is named) has no room for it.
    """
    room = scratch or Path(tempfile.gettempdir())
    if not room.is_dir():
        raise Refusal(f"không có thư mục {room}", english=f"there is no folder {room}")
    needed, free = bytes_of(file) * TIMES_AS_LARGE, shutil.disk_usage(room).free
    if needed > free:
        words = f"thử bản sao lưu cần {needed / 1e9:.1f} GB, {room} còn {free / 1e9:.1f} GB: chọn chỗ khác bằng --scratch"
        english = f"trying the backup needs {needed / 1e9:.1f} GB, {room} has {free / 1e9:.1f} GB: choose another place by --scratch"
        raise Refusal(words, 1, english=english)
    with tempfile.TemporaryDirectory(dir=room, prefix="tinhso-check-") as folder:
        Path(folder).chmod(0o755)  # the own PostgreSQL runs as another account where this one is root
        for command, meaning, english in STEPS:
            print_line(f"{meaning}…", f"{english}…")
            if code := _run(command, file, Path(folder) / "state"):
                print_line(
                    f"HỎNG: {file} không dùng được ({meaning.lower()}, mã {code}).",
                    f"BROKEN: {file} cannot be used ({english.lower()}, exit code {code}).",
                )
                return code
    print_line(
        f"Tốt: {file} phục hồi được và đúng với chuỗi niêm phong.",
        f"Good: {file} can be restored and is what the chain of seals says.",
    )
    return 0


def bytes_of(file: Path) -> int:
    """Of the archive and of what it left in the pool beside it; an archive that cannot be read is told by the trial."""
    size = file.stat().st_size
    if not tarfile.is_tarfile(file):
        return size
    try:
        apart = set(apart_of(manifest_of(file)).values())
    except Refusal:
        return size
    pool = Pool(file.parent / FOLDER)
    return size + sum(pool.path(one).stat().st_size for one in apart if pool.has(one))


def _run(command: str, file: Path, state: Path) -> int:
    words = [sys.executable, "-P", "-m", "tinhso", command, *([str(file)] if command == "restore" else [])]
    around = dict(_surroundings()) | {"PYTHONPATH": str(ROOT), "TINHSO_STATE": str(state)}
    with subprocess.Popen(
        words, env=around, cwd=str(state.parent), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            print(f"  {line}", end="", flush=True)
    return running.returncode


def _surroundings() -> Iterator[tuple[str, str]]:
    for name, value in os.environ.items():
        if name in STAYS or not name.startswith(OURS):
            yield name, value
