"""Files of a former system: a manifest that names each with its SHA-256, and a folder or a ZIP that holds them."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from tinhso.kernel.files.public import FileRefused as ContentRefused
from tinhso.kernel.files.public import UploadRules, checked_content
from tinhso.lib.files.names import clean_name
from tinhso.lib.files.spreadsheets import MEGABYTE, FileRefused, Line, lines_of, read_sheets
from tinhso.onestop.models import Attachment, CutoverDossier
from tinhso.onestop.takeover.cells import Fault
from tinhso.onestop.takeover.columns import MANIFEST_COLUMNS

MANIFEST = "manifest.csv"
MOST_ROWS = 1_000_000
MOST_BYTES = 256 * MEGABYTE
NEEDED = ("code", "path", "sha256")
AS_THEY_ARE = UploadRules(clean_pictures=False)
"""A picture keeps every byte: its hash is what the manifest and the next run know it by."""
DECLARED = "application/octet-stream"
UNREADABLE = (OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile)
"""Of a file in a ZIP: broken, with a password, packed in a way that Python does not know."""


class Place(Protocol):
    """Where the files lie."""

    def size(self, path: str) -> int | None:
        """In bytes; None if there is no such file."""

    def open(self, path: str) -> IO[bytes]:
        """To read it from its beginning."""


@dataclass(frozen=True)
class Folder:
    root: Path

    def size(self, path: str) -> int | None:
        file = self._inside(path)
        return file.stat().st_size if file else None

    def open(self, path: str) -> IO[bytes]:
        file = self._inside(path)
        assert file is not None
        return file.open("rb")

    def _inside(self, path: str) -> Path | None:
        """Only what truly lies in the folder: no way up, no link that leads out."""
        file = (self.root / path).resolve()
        return file if file.is_relative_to(self.root.resolve()) and file.is_file() else None


@dataclass(frozen=True)
class Archive:
    zip: zipfile.ZipFile

    def size(self, path: str) -> int | None:
        try:
            return self.zip.getinfo(path).file_size
        except KeyError:
            return None

    def open(self, path: str) -> IO[bytes]:
        return self.zip.open(path)


@dataclass(frozen=True)
class OldFile:
    """A file that is to be attached: of which dossier (its former code), where it lies, for which paper."""

    where: str
    code: str
    path: str
    sha256: str
    paper: str
    name: str


@dataclass
class FilePlan:
    """Which files would be attached, how many are there already, what cannot be taken."""

    wanted: list[OldFile]
    known: int
    faults: list[Fault]


@contextmanager
def opened(path: Path) -> Iterator[Place]:
    """The folder or the ZIP. FileRefused, OSError."""
    if path.is_dir():
        yield Folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield Archive(archive)
    except zipfile.BadZipFile as error:
        raise FileRefused(f"{path.name} không phải thư mục hay tệp ZIP.") from error


def read_manifest(place: Place) -> list[Line]:
    """The lines of `manifest.csv`. FileRefused."""
    if place.size(MANIFEST) is None:
        raise FileRefused(f"Không có {MANIFEST} ở thư mục gốc của các tệp.")
    with place.open(MANIFEST) as file:
        content = file.read(MOST_BYTES + 1)
    sheet = next(iter(read_sheets(content, most_bytes=MOST_BYTES).values()), [])
    return lines_of(sheet, MANIFEST_COLUMNS, needed=NEEDED, most_rows=MOST_ROWS, name=MANIFEST)


def file_plan(place: Place, codes: set[str]) -> FilePlan:
    """Read and hash every file of the manifest; `codes` are those of dossiers that this run would take."""
    lines = read_manifest(place)
    used_codes = set(CutoverDossier.objects.values_list("code", flat=True)) | codes
    attached = set(
        Attachment.objects.filter(dossier__cutover__isnull=False).values_list(
            "dossier__cutover__code", "file__sha256"
        )
    )
    plan = FilePlan([], 0, [])
    seen: set[tuple[str, str]] = set()
    for line in lines:
        one = old_file(line)
        if (one.code, one.sha256) in attached:
            plan.known += 1
            continue
        wrong = fault_of(one, place, used_codes) or (
            ("path", "tệp này đã có ở một dòng trên") if (one.code, one.sha256) in seen else None
        )
        seen.add((one.code, one.sha256))
        if wrong:
            plan.faults.append(Fault(one.where, MANIFEST_COLUMNS[wrong[0]], wrong[1]))
        else:
            plan.wanted.append(one)
    return plan


def old_file(line: Line) -> OldFile:
    path = line["path"].replace("\\", "/")
    name = clean_name(line["name"] or path)
    where = f"{MANIFEST}, dòng {line.number}"
    return OldFile(where, line["code"], path, line["sha256"].lower(), line["paper"], name)


def fault_of(one: OldFile, place: Place, used_codes: set[str]) -> tuple[str, str] | None:
    """Which column is wrong and why; the content is read only where all else is right."""
    if one.code not in used_codes:
        return "code", f"hồ sơ “{one.code[:60]}” không được chuyển sang"
    size = place.size(one.path)
    if size is None:
        return "path", f"không có tệp “{one.path[:120]}”"
    if size > AS_THEY_ARE.max_size:
        return "path", f"lớn hơn {AS_THEY_ARE.max_size // MEGABYTE} MB, mức tối đa của một tệp"
    if size == 0:
        return "path", "tệp trống"
    return fault_of_content(one, place)


def fault_of_content(one: OldFile, place: Place) -> tuple[str, str] | None:
    """What the store asks too, so that the dry run promises nothing that it refuses."""
    try:
        with place.open(one.path) as file:
            content = file.read()
    except UNREADABLE:
        return "path", "không đọc được tệp: hỏng, có mật khẩu hoặc không có quyền đọc"
    if hashlib.sha256(content).hexdigest() != one.sha256:
        return "sha256", "không khớp nội dung tệp"
    try:
        checked_content(io.BytesIO(content), name=one.name, declared=DECLARED, rules=AS_THEY_ARE)
    except ContentRefused as refused:
        return "path", str(refused)
    return None
