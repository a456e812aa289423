"""Files that an account sent. Those attached to something are handed out by the system that holds it."""

from collections.abc import Iterator

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.contents.reading import open_stream
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.models.stored_file import StoredFileQuerySet
from tinhso.kernel.people.public import MOST_ROWS, MyFile, MyTable


def sent(actor: Actor) -> StoredFileQuerySet:
    return StoredFile.objects.filter(uploaded_by=actor.user_id or 0)


def tables(actor: Actor) -> Iterator[MyTable]:
    """Every file of the account, newest first; one query."""
    rows = sent(actor).order_by("-created_at", "pk")[:MOST_ROWS]
    yield MyTable("da-gui", [about(file) for file in rows])


def about(file: StoredFile) -> dict[str, object]:
    return {
        "ten": file.name,
        "loai": file.content_type,
        "dung_luong": file.size,
        "gui_luc": file.created_at,
        "tinh_trang": file.get_state_display(),
        "sha256": file.sha256,
    }


def files(actor: Actor) -> Iterator[MyFile]:
    """Those attached to nothing yet, after their scan."""
    for file in sent(actor).filter(claimed_at=None, state=StoredFile.State.CLEAN).order_by("created_at"):
        yield my_file(f"tep/{file.pk}-{file.name}", file)


def my_file(path: str, file: StoredFile) -> MyFile:
    """A stored file as a part of an export."""
    return MyFile(path, file.size, file.created_at, lambda: open_stream(file))
