"""Where the files of published versions lie: a folder a version, in the state; only this program's account may read it.

With a bucket (`shared_files.py`) the folder is a copy, fetched when somebody first reads the version on this machine.
"""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tinhso.opendata.dataset.shared_files import (
    FilesAway,
    fetch_version,
    not_here,
    put_into_bucket,
    remove_from_bucket,
)

SUMS = "SHA256SUMS"
READ = ("table.duckdb", "table.parquet", "rejects.csv")  # what reading a file leaves


def root() -> Path:
    return Path(settings.OPEN_DATA_ROOT)


def folder_of(folder: UUID) -> Path:
    return root() / folder.hex


def files_of(folder: UUID) -> Path:
    """The folder of a published version with its files in it, fetched where they lie in the bucket alone. FilesAway."""
    place = folder_of(folder)
    if settings.OPEN_DATA_S3 and not place.is_dir():
        fetch_version(folder, place)
    return place


def table_of(folder: UUID) -> Path:
    """FilesAway."""
    return _present(files_of(folder) / "table.duckdb")


def parquet_of(folder: UUID) -> Path:
    """FilesAway."""
    return _present(files_of(folder) / "table.parquet")


def _present(file: Path) -> Path:
    """A reader is told that a file is missing, not that the question was wrong."""
    if not file.is_file():
        raise FilesAway(not_here())
    return file


def intake_of(intake: UUID) -> Path:
    """The folder of a file on its way: `original`, and `read/` where the table is written."""
    return root() / "intake" / intake.hex


def original_of(folder: UUID) -> Path:
    """The file that a version was read from, where one was."""
    return files_of(folder) / "original"


def rejects_of(folder: UUID) -> Path:
    return files_of(folder) / "rejects.csv"


def settle(draft: Path, folder: UUID, known: dict[str, str] | None = None) -> None:
    """Put the files of a new version in their place: no longer to be written, and whole on the disk before the name.

    From here on nobody writes to them: `tinhso check_open_data` compares them with the sums that are taken here, or were
    taken before (`known`, SHA-256 by name).
    """
    sums = {}
    for file in sorted(draft.iterdir()):
        with file.open("rb") as stream:
            known_sum = (known or {}).get(file.name)
            sums[file.name] = known_sum or hashlib.file_digest(stream, "sha256").hexdigest()
            os.fsync(stream.fileno())
        file.chmod(0o440)
    (draft / SUMS).write_text("".join(f"{one}  {name}\n" for name, one in sums.items()))
    (draft / SUMS).chmod(0o440)
    put_into_bucket(draft, sums)
    draft.rename(folder_of(folder))


def sums_of(folder: UUID) -> dict[str, str]:
    """What was taken when the version was published, by name; nothing for one of before."""
    file = files_of(folder) / SUMS
    lines = file.read_text().splitlines() if file.exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def unlike(folder: UUID) -> list[str]:
    """The names of the files of a version that are missing or no longer what was published; empty when all is well. FilesAway."""
    files = files_of(folder)
    if not (files / SUMS).exists():
        return [] if (files / "table.duckdb").is_file() else ["table.duckdb"]
    wrong = []
    for name, digest in sums_of(folder).items():
        if not (files / name).exists():
            wrong.append(name)
            continue
        with (files / name).open("rb") as stream:
            wrong += [name] if hashlib.file_digest(stream, "sha256").hexdigest() != digest else []
    return wrong


def erase_files(folder: UUID, digests: list[str]) -> None:
    """Remove the folder of a version from this machine, and these files from the bucket. StoreAway."""
    remove_from_bucket(digests)
    shutil.rmtree(folder_of(folder), ignore_errors=True)
