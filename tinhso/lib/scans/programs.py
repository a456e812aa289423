"""The programs of the machine that scans are read with; each may be missing, and what then cannot be done is said."""

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

LANGUAGE = "vie"
TO_PICTURES, TO_PARTS, TO_TEXT, RECOGNISER = "pdftoppm", "qpdf", "pdftotext", "ocrmypdf"


class ProgramFailed(RuntimeError):
    """A program could not read the file, or took too long."""


def run(command: list[str], *, folder: Path, seconds: float) -> None:
    """Raises: ProgramFailed; OSError where it cannot be started at all."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise ProgramFailed(command[0]) from error
    if done.returncode not in (0, 3):  # 3: qpdf has warned and written
        raise ProgramFailed(command[0])


def has(program: str) -> bool:
    return shutil.which(program) is not None


@lru_cache(maxsize=1)
def recognises() -> bool:
    """Whether text of scans is recognised here: ocrmypdf, tesseract and its Vietnamese are installed."""
    if not (has(RECOGNISER) and has("tesseract")):
        return False
    try:
        found = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in found.stdout.decode("utf-8", "replace").split()


def splits_pdf() -> bool:
    """Whether a scanned PDF is split at separator pages here."""
    return has(TO_PICTURES) and has(TO_PARTS)
