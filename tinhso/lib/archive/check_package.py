"""Checks a package that somebody has at hand: every file that its METS names is there, of that size and digest, and nothing else.

Reads ours and others' (E-ARK, one ZIP with one folder); a ZIP from a stranger may hold anything.
"""

import errno
import hashlib
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import unquote
from xml.etree import ElementTree

from tinhso.lib.archive.mets import METS, XLINK

MOST_FILES = 20_000
MOST_BYTES = 20 * 1024**3
MOST_METADATA = 64 * 1024**2
PIECE = 1 << 20
LOCKED = 1  # of a file's flags
ALGORITHMS = {"SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}
NAMED = (f"{{{METS}}}file", f"{{{METS}}}mdRef")


class NoPackage(ValueError):
    """It cannot be read as a package at all; the text (Vietnamese) says why."""


@dataclass(frozen=True)
class CheckedPackage:
    """How many files its METS names, and what is wrong with which; nothing where it is whole."""

    code: str
    files: int
    problems: tuple[str, ...]


def check_package(file: IO[bytes]) -> CheckedPackage:
    """Raises: NoPackage; OSError where the disk cannot be read, which is no fault of the package."""
    try:
        with zipfile.ZipFile(file) as packed:
            return _checked(packed)
    except (zipfile.BadZipFile, UnicodeDecodeError, OSError) as error:
        cause = (
            error if isinstance(error, OSError) else error.__context__
        )  # zipfile calls a broken disk a bad ZIP
        if isinstance(cause, OSError) and cause.errno not in (None, errno.EINVAL):
            raise cause from error
        raise NoPackage("Tệp không phải gói ZIP đọc được, hoặc hỏng.") from error


def _bytes_of(packed: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """Raises: NoPackage."""
    info = packed.getinfo(path)
    if info.flag_bits & LOCKED:
        raise NoPackage(f"{path}: có mật khẩu.")
    try:
        with packed.open(info) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except NotImplementedError as error:
        raise NoPackage(f"{path}: nén theo cách không đọc được.") from error
    except (zlib.error, lzma.LZMAError, EOFError) as error:
        raise NoPackage(f"{path}: phần nén hỏng.") from error


def _checked(packed: zipfile.ZipFile) -> CheckedPackage:
    names = {one.filename: one.file_size for one in packed.infolist() if not one.is_dir()}
    if len(names) > MOST_FILES or sum(names.values()) > MOST_BYTES:
        raise NoPackage("Gói có quá nhiều tệp hoặc quá lớn.")
    roots = [name for name in names if name.count("/") == 1 and name.endswith("/METS.xml")]
    if len(roots) != 1:
        raise NoPackage("Gói không có đúng một tệp METS.xml ở thư mục gốc.")
    folder = roots[0].removesuffix("METS.xml")
    problems: list[str] = []
    seen = {roots[0]}
    count, waiting = 0, [roots[0]]
    while waiting:
        mets = waiting.pop()
        for raw, facts in _named(packed, mets, problems):
            count += 1
            path = raw if raw in names else unquote(raw)
            if path in seen:
                continue
            seen.add(path)
            problems += _compared(packed, names, path, facts, folder)
            if posixpath.basename(path) == "METS.xml" and path in names:
                waiting.append(path)
    problems += [
        f"{name.removeprefix(folder)}: không có trong METS" for name in sorted(names) if name not in seen
    ]
    return CheckedPackage(folder.rstrip("/"), count, tuple(problems))


def _named(packed: zipfile.ZipFile, mets: str, problems: list[str]) -> list[tuple[str, dict[str, str]]]:
    """Every file that a METS names, by its address below the ZIP's ground, with size and digest."""
    if packed.getinfo(mets).file_size > MOST_METADATA:
        raise NoPackage("METS.xml quá lớn.")
    content = b"".join(_bytes_of(packed, mets))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NoPackage("METS.xml có khai báo không được nhận.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without a declaration there is no entity
    except ElementTree.ParseError as error:
        raise NoPackage("METS.xml không đọc được.") from error
    found = []
    for node in root.iter():
        if node.tag not in NAMED:
            continue
        place = node if node.tag == NAMED[1] else node.find(f"{{{METS}}}FLocat")
        address = "" if place is None else place.get(f"{{{XLINK}}}href", "")
        if not address:
            problems.append(f"{mets}: tệp không có địa chỉ")
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(mets), address))
        found.append((path, dict(node.attrib)))
    return found


def _compared(
    packed: zipfile.ZipFile, names: dict[str, int], path: str, facts: dict[str, str], folder: str
) -> list[str]:
    shown = path.removeprefix(folder)
    if path not in names:
        return [f"{shown}: thiếu"]
    found = []
    if facts.get("SIZE") != str(names[path]):
        found.append(f"{shown}: khác cỡ đã ghi")
    algorithm = ALGORITHMS.get(facts.get("CHECKSUMTYPE", ""))
    if algorithm is None:
        return [*found, f"{shown}: không có tổng kiểm đọc được"]
    digest = algorithm()
    for piece in _bytes_of(packed, path):
        digest.update(piece)
    if digest.hexdigest() != facts.get("CHECKSUM", "").lower():
        found.append(f"{shown}: khác tổng kiểm đã ghi")
    return found
