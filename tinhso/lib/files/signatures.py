"""A small list of what never belongs into a citizen's file: for servers without ClamAV, and no match for it.

Matches are sought in the raw bytes and in every entry of a zip (docx and xlsx are zips).
"""

import re
import zipfile
from typing import BinaryIO

BLOCK = 1 << 20
OVERLAP = 256

# Written in two halves so that this file itself is no match.
EICAR = re.compile(rb"X5O!P%@AP\[4\\PZX54\(P\^\)7CC\)7\}\$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE")
TEST_PATTERN = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURES: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("eicar", EICAR),
    ("windows-program", re.compile(rb"This program (?:cannot|must) be run (?:in DOS mode|under Win)")),
    ("elf-program", re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01[\x00-\x12]\x00{7}")),
    ("pdf-launch", re.compile(rb"/S\s*/Launch\b")),
    ("pdf-script", re.compile(rb"/S\s*/JavaScript\b")),
    ("script-dropper", re.compile(rb"(?i)(?:wscript|shell)\.(?:shell|application)\W")),
    ("script-dropper", re.compile(rb"(?i)powershell(?:\.exe)?\s+[^\r\n]{0,80}-e(?:nc|ncodedcommand|p|c)?\s")),
    ("office-dde", re.compile(rb"(?i)\bDDE(?:AUTO)?\s+[^\r\n<]{0,40}(?:cmd|powershell|mshta)")),
    ("office-remote-template", re.compile(rb'(?i)attachedTemplate"[^>]{0,200}Target="(?:https?|file|\\\\)')),
    ("web-shell", re.compile(rb"(?i)<\?php[^?]{0,200}(?:eval|system|passthru|shell_exec)\s*\(")),
)


def scan_signatures(stream: BinaryIO) -> str:
    """The code of the first signature that matches, empty for none."""
    stream.seek(0)
    is_zip = stream.read(2) == b"PK"
    stream.seek(0)
    return _scan(stream) or (_scan_entries(stream) if is_zip else "")


def _scan(stream: BinaryIO) -> str:
    tail = b""
    while block := stream.read(BLOCK):
        window = tail + block
        for code, pattern in SIGNATURES:
            if pattern.search(window):
                return code
        tail = window[-OVERLAP:]
    return ""


def _scan_entries(stream: BinaryIO) -> str:
    """The archive passed `zip_guard` before it was stored, so reading it whole is bounded."""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            with archive.open(info) as entry:
                if found := _scan(entry):  # type: ignore[arg-type]
                    return found
    return ""
