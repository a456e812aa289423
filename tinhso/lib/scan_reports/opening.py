"""The bytes of a report: as they lie, out of gzip, or out of a zip with one file, never more than the limits allow."""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tinhso.lib.scan_reports.limits import MEGABYTE, ReportLimits
from tinhso.lib.scan_reports.report import ReportRefused

BLOCK = 1 << 18
SAMPLE = 1 << 16
RATIO_FROM = 10 * MEGABYTE
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
OTHER_PACKED = (b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK\x05\x06")


@dataclass(frozen=True)
class Source:
    """A file that can be read from its beginning as often as needed. `head` are its first bytes, unpacked."""

    path: Path
    limits: ReportLimits
    packing: str
    head: bytes = b""

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The unpacked bytes. Raises: ReportRefused, here and from its `read`."""
        try:
            with self.path.open("rb") as raw:
                yield from self._unpacked(raw)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            EOFError,
            NotImplementedError,
            gzip.BadGzipFile,
        ) as error:
            raise ReportRefused("Tệp nén bị hỏng; hãy xuất lại báo cáo.") from error

    def _unpacked(self, raw: BinaryIO) -> Iterator[BinaryIO]:
        packed = self.path.stat().st_size
        if self.packing == "gzip":
            with gzip.GzipFile(fileobj=raw) as stream:
                yield io.BufferedReader(_Bounded(stream, packed, self.limits), BLOCK)
        elif self.packing == "zip":
            with zipfile.ZipFile(raw) as archive, archive.open(_only_file(archive, self.limits)) as entry:
                yield io.BufferedReader(_Bounded(entry, packed, self.limits), BLOCK)
        else:
            yield raw

    def chunks(self) -> Iterator[bytes]:
        with self.opened() as stream:
            while block := stream.read(BLOCK):
                yield block

    def whole(self) -> bytes:
        """All of it. Raises: ReportRefused where it is longer than a document may be."""
        with self.opened() as stream:
            content = stream.read(self.limits.document_bytes + 1)
        if len(content) > self.limits.document_bytes:
            most = self.limits.document_bytes // MEGABYTE
            raise ReportRefused(
                f"Báo cáo JSON một khối dài quá {most} MB; hãy xuất theo dòng (JSONL) hoặc chia nhỏ."
            )
        return content


class _Bounded(io.RawIOBase):
    def __init__(self, stream: object, packed: int, limits: ReportLimits) -> None:
        self.stream, self.packed, self.limits, self.total = stream, max(packed, 1), limits, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        block = self.stream.read(min(len(buffer), BLOCK))  # type: ignore[attr-defined]
        self.total += len(block)
        if self.total > self.limits.unpacked_bytes or (
            self.total > RATIO_FROM and self.total > self.packed * self.limits.ratio
        ):
            raise ReportRefused("Tệp nén bung ra quá lớn; hãy gửi tệp không nén hoặc chia nhỏ.")
        buffer[: len(block)] = block
        return len(block)


def _only_file(archive: zipfile.ZipFile, limits: ReportLimits) -> zipfile.ZipInfo:
    entries = [one for one in archive.infolist()[:1000] if not one.is_dir()]
    if len(entries) != 1:
        raise ReportRefused("Tệp zip phải có đúng một báo cáo bên trong.")
    if entries[0].file_size > limits.unpacked_bytes:
        raise ReportRefused("Tệp nén bung ra quá lớn; hãy gửi tệp không nén hoặc chia nhỏ.")
    if entries[0].flag_bits & 0x1:
        raise ReportRefused("Tệp nén có mật khẩu; hãy gửi tệp không có mật khẩu.")
    return entries[0]


def open_report(path: Path, limits: ReportLimits) -> Source:
    """Raises: ReportRefused where the file is empty, too large, or packed in a way that is not read."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ReportRefused(f"Tệp lớn quá {limits.file_bytes // MEGABYTE} MB; hãy chia nhỏ báo cáo.")
    with path.open("rb") as raw:
        head = raw.read(8)
    if not head:
        raise ReportRefused("Tệp rỗng.")
    if head.startswith(OTHER_PACKED):
        raise ReportRefused("Chỉ nhận tệp nén gzip (.gz) hoặc zip có một tệp.")
    packing = "gzip" if head.startswith(GZIP) else "zip" if head.startswith(ZIP) else ""
    source = Source(path, limits, packing)
    with source.opened() as stream:
        sample = stream.read(SAMPLE)
    if packing and sample.startswith((GZIP, ZIP, *OTHER_PACKED)):
        raise ReportRefused("Tệp nén nằm trong tệp nén; hãy giải nén một lớp rồi gửi lại.")
    if not sample.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReportRefused("Tệp không có nội dung.")
    return Source(path, limits, packing, sample)
