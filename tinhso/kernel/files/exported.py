"""The bytes that go along when a province leaves: every file that was found clean, once, under its SHA-256."""

from collections.abc import Iterator
from functools import partial

from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.site.operation import ExportFile


def exported_files() -> Iterator[ExportFile]:
    clean = StoredFile.objects.filter(state=StoredFile.State.CLEAN)
    for sha256 in clean.order_by("sha256").values_list("sha256", flat=True).distinct().iterator():
        yield ExportFile(f"files/{sha256}", partial(store().open, sha256))
