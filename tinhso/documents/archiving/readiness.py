"""Whether a file can go to the historical archive: what its papers still lack, by their places."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tinhso.documents.models import FileEntry, WorkFile
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.site.public import EntryRefused

MOST_BYTES = 4 * 1024**3
MOST_NAMED = 10


def inside(file: WorkFile) -> list[FileEntry]:
    """The papers in their places, those taken out left out. Three queries."""
    rows = file.entries.filter(removed_at=None).select_related(
        "outgoing__case__agency",
        "outgoing__number",
        "outgoing__paper__file",
        "arriving__case",
        "material",
        "by",
    )
    return list(
        rows.prefetch_related(
            "outgoing__paper__signatures", "outgoing__attached__file", "arriving__files__file"
        )
    )


def problems_of(entries: Iterable[FileEntry]) -> list[str]:
    """In Vietnamese, empty where nothing is lacking."""
    every = list(entries)
    found = []
    unsigned = [one.position for one in every if _is_unsigned(one)]
    if unsigned:
        found.append(_("Chưa có bản ký số: tài liệu số %(places)s.") % {"places": _places(unsigned)})
    unchecked = [
        one.position for one in every if any(file.state != StoredFile.State.CLEAN for file in stored(one))
    ]
    if unchecked:
        found.append(
            _("Tệp chưa kiểm tra xong hoặc nhiễm mã độc: tài liệu số %(places)s.")
            % {"places": _places(unchecked)}
        )
    if sum(file.size for one in every for file in stored(one)) > MOST_BYTES:
        found.append(_("Hồ sơ quá 4 GB, chưa lập được thành một gói."))
    return found


def check_ready(entries: Iterable[FileEntry]) -> None:
    """Raises: EntryRefused."""
    if found := problems_of(entries):
        raise EntryRefused("", " ".join(found))


def _is_unsigned(entry: FileEntry) -> bool:
    """An outgoing document of ours without its signatures; what arrived bears those of others or lies on paper."""
    document = entry.outgoing
    if document is None:
        return False
    return document.issued_at is None or document.paper is None or not document.paper.signatures.all()


def stored(entry: FileEntry) -> list[StoredFile]:
    if entry.material is not None:
        return [entry.material]
    if entry.arriving is not None:
        return [one.file for one in entry.arriving.files.all()]
    document = entry.outgoing
    if document is None or document.paper is None:
        return []
    return [document.paper.file, *(one.file for one in document.attached.all() if one.removed_at is None)]


def _places(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:MOST_NAMED])) + (" …" if len(numbers) > MOST_NAMED else "")
