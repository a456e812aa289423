"""The text of a scan, read into a string: a text layer where the file has one, else recognised. The file itself is never changed.

Recognition works on a copy that is thrown away: a signed original keeps its signature.
"""

import tempfile
from pathlib import Path

from tinhso.lib.scans.programs import LANGUAGE, RECOGNISER, TO_TEXT, ProgramFailed, has, recognises, run

SECONDS = 900
LEAST_LETTERS = 40
MOST_LETTERS = 400_000


class NotRecognised(RuntimeError):
    """Nothing here reads this file: no program, or it failed. `by_program` says which."""

    def __init__(self, *, by_program: bool) -> None:
        super().__init__(by_program)
        self.by_program = by_program


def text_of(content: bytes) -> str:
    """Of a PDF or a picture. Raises: NotRecognised."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "scan"
        source.write_bytes(content)
        try:
            return (_layer(folder) if content.startswith(b"%PDF") else "") or _recognised(folder)
        except ProgramFailed as error:
            raise NotRecognised(by_program=True) from error


def _layer(folder: Path) -> str:
    """The text that the file has already; "" where it has next to none, or none that can be asked for."""
    if not has(TO_TEXT):
        return ""
    run([TO_TEXT, "-enc", "UTF-8", "scan", "layer.txt"], folder=folder, seconds=60)
    text = (folder / "layer.txt").read_text(encoding="utf-8", errors="replace")
    return text[:MOST_LETTERS] if len("".join(text.split())) >= LEAST_LETTERS else ""


def _recognised(folder: Path) -> str:
    if not recognises():
        raise NotRecognised(by_program=False)
    command = [
        RECOGNISER,
        *("-l", LANGUAGE, "--sidecar", "text.txt", "--output-type", "none", "--image-dpi", "200"),
        *("--force-ocr", "--invalidate-digital-signatures", "--optimize", "0", "--jobs", "1", "--quiet"),
        *("scan", "-"),
    ]
    run(command, folder=folder, seconds=SECONDS)
    return (folder / "text.txt").read_text(encoding="utf-8", errors="replace")[:MOST_LETTERS]
