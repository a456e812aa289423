"""Message catalogues: every `.po` of our rooms becomes a `.mo` at set-up, by Babel, so no gettext is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def compile_messages(root: Path = ROOT / "tinhso") -> int:
    """Write the catalogues whose source is newer; returns how many were written."""
    written = 0
    for source in sorted(root.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        draft = target.with_suffix(f".mo.{os.getpid()}")  # two instances of one clone may start at once
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.chmod(0o644)  # root may make it, and the account that serves reads it
        draft.replace(target)
        written += 1
    return written
