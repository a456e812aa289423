"""The open data that go along when a province leaves: each version as Parquet, and the file that it was read from."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from tinhso.kernel.site.operation import ExportFile
from tinhso.opendata.dataset.shared_files import FilesAway
from tinhso.opendata.dataset.store import original_of, parquet_of
from tinhso.opendata.models import DataVersion


def exported_versions() -> Iterator[ExportFile]:
    for version in (
        DataVersion.objects.filter(erased_at=None).select_related("dataset").order_by("pk").iterator()
    ):
        name = f"open-data/{version.dataset.slug}/{version.number}"
        yield ExportFile(f"{name}.parquet", partial(opened, parquet_of, version.folder))
        if version.original_name:
            yield ExportFile(f"{name}.original", partial(opened, original_of, version.folder))


def opened(file_of: Callable[[UUID], Path], folder: UUID) -> BinaryIO:
    """FileNotFoundError."""
    try:
        return file_of(folder).open("rb")
    except FilesAway as away:
        raise FileNotFoundError(str(away)) from away
