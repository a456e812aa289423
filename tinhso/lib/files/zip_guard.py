"""Zip archives (and the office files that are zips) from strangers: refuse bombs, macros, programs, locks."""

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 1 << 16
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "activex/")
PROGRAM_ENDINGS = (
    ".exe",
    ".dll",
    ".scr",
    ".com",
    ".bat",
    ".cmd",
    ".ps1",
    ".vbs",
    ".vbe",
    ".js",
    ".jse",
    ".wsf",
    ".hta",
    ".msi",
    ".jar",
    ".lnk",
    ".cpl",
    ".apk",
    ".sh",
    ".elf",
)


class ZipRefused(ValueError):
    """`reason` is one of zip_bomb, macros, program, encrypted_zip, broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ZipLimits:
    """Bytes and counts; `ratio` is unpacked over packed and is only asked above `ratio_from` bytes."""

    entries: int = 2000
    unpacked: int = 200_000_000
    ratio: int = 100
    ratio_from: int = 5_000_000


def entry_names(stream: BinaryIO) -> frozenset[str]:
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        return frozenset(archive.namelist())


def check_zip(stream: BinaryIO, limits: ZipLimits) -> None:
    """Refuse by what the directory declares, then by what really comes out: a directory can lie."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            _check_declared(infos, limits)
            _check_real(archive, infos, limits)
    except (
        zipfile.BadZipFile,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
        zlib.error,
    ) as error:
        if isinstance(error, ZipRefused):
            raise
        raise ZipRefused("broken") from error


def _check_declared(infos: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    if len(infos) > limits.entries:
        raise ZipRefused("zip_bomb")
    _check_sizes(sum(i.file_size for i in infos), sum(i.compress_size for i in infos), limits)
    for info in infos:
        name = info.filename.lower()
        if info.flag_bits & 0x1:
            raise ZipRefused("encrypted_zip")
        if any(part in name for part in MACRO_PARTS):
            raise ZipRefused("macros")
        if name.endswith(PROGRAM_ENDINGS):
            raise ZipRefused("program")
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise ZipRefused("broken")


def _check_real(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: ZipLimits) -> None:
    packed = sum(i.compress_size for i in infos)
    total = 0
    for info in infos:
        with archive.open(info) as entry:
            first = True
            while block := entry.read(BLOCK):
                if first and block.startswith((b"MZ", b"\x7fELF")):
                    raise ZipRefused("program")
                first = False
                total += len(block)
                _check_sizes(total, packed, limits)


def _check_sizes(unpacked: int, packed: int, limits: ZipLimits) -> None:
    if unpacked > limits.unpacked:
        raise ZipRefused("zip_bomb")
    if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
        raise ZipRefused("zip_bomb")
