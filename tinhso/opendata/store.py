"""Where the files of published versions lie: a folder a version, in the state; only this program's account may read it."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def root() -> Path:
    return Path(settings.OPEN_DATA_ROOT)


def folder_of(folder: UUID) -> Path:
    return root() / folder.hex


def table_of(folder: UUID) -> Path:
    return folder_of(folder) / "table.duckdb"


def parquet_of(folder: UUID) -> Path:
    return folder_of(folder) / "table.parquet"


def intake_of(intake: UUID) -> Path:
    """The folder of a file on its way: `original`, and `read/` where the table is written."""
    return root() / "intake" / intake.hex


def original_of(folder: UUID) -> Path:
    """The file that a version was read from, where one was."""
    return folder_of(folder) / "original"


def rejects_of(folder: UUID) -> Path:
    return folder_of(folder) / "rejects.csv"
