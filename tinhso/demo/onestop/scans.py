"""The files that stand for everything handed in or issued in bulk: one sheet that says so, under several names."""

from datetime import datetime
from pathlib import Path

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, StoredFile, store_made
from tinhso.kernel.papers.public import typeset
from tinhso.kernel.site.context import instance

MOST_PAPERS = 12
SHEET = Path(__file__).parents[1] / "templates/demo/scan.typ"


def sheet(now: datetime) -> bytes:
    """The PDF that says what it stands for."""
    return typeset(SHEET, {"agency": instance().owner}, at=now)


def create_scans(*, now: datetime) -> list[StoredFile]:
    """One for each paper that a dossier may have; the bytes lie once."""
    content = sheet(now)
    return [
        store_made(content, name=f"ban-mo-phong-{number:02}.pdf", kind=Kind.PDF, by=SYSTEM, now=now)
        for number in range(1, MOST_PAPERS + 1)
    ]
