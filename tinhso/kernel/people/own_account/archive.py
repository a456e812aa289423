"""The ZIP of "Xuất dữ liệu của tôi", sent while it is made: one table or one piece of a file in memory at a time."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.people.own_account.my_data import MOST_ROWS, MyData, MyFile, MyTable, Row
from tinhso.kernel.site.clock import HANOI

PIECE = 256 * 1024
MOST_BYTES = 500 * 1024 * 1024
"""Octets of files in one export; what is over it is named in `khong-kem-theo.csv` and stays on its own page."""
RETENTION_NOTE = "Hồ sơ đã giải quyết được giữ theo thời hạn lưu trữ, không xóa theo tài khoản."
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class Pipe(io.RawIOBase):
    """Where `zipfile` writes and the answer reads from; cannot go back."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.waiting.append(bytes(data))  # type: ignore[call-overload]
        return len(self.waiting[-1])

    def take(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def archive(parts: Iterable[MyData], actor: Actor, *, now: datetime) -> Iterator[bytes]:
    """The pieces of the ZIP, in order. FileNotFoundError if the store has lost a file."""
    pipe = Pipe()
    every = list(parts)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed_zip:
        packed_zip.writestr(entry("doc-truoc.txt", now), about(every, now))
        for part in every:
            for table in part.tables(actor):
                packed_zip.writestr(entry(f"{part.code}/{table.name}.json", now), as_json(table))
                packed_zip.writestr(entry(f"{part.code}/{table.name}.csv", now), as_csv(table.rows))
                yield pipe.take()
        left = []
        room = MOST_BYTES
        for part in every:
            for file in part.files(actor):
                if file.size > room:
                    left.append({"tep": f"{part.code}/{file.path}", "dung_luong": file.size})
                    continue
                room -= file.size
                yield from pieces(packed_zip, pipe, part.code, file)
        if left:
            packed_zip.writestr(entry("khong-kem-theo.csv", now), as_csv(left))
    yield pipe.take()


def pieces(packed_zip: zipfile.ZipFile, pipe: Pipe, folder: str, file: MyFile) -> Iterator[bytes]:
    """One file, piece by piece."""
    # Its true name and no other: a path that climbs would be written outside by a careless unpacker.
    safe = "/".join(part.replace("\\", "_") for part in file.path.split("/") if part not in {"", ".", ".."})
    with file.open() as stream, packed_zip.open(entry(f"{folder}/{safe}", file.at), "w") as target:
        while data := stream.read(PIECE):
            target.write(data)
            yield pipe.take()


def entry(name: str, at: datetime) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, at.astimezone(HANOI).timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = 0o600 << 16
    return found


def about(parts: list[MyData], now: datetime) -> str:
    """The page to read first."""
    lines = [f"Dữ liệu của tôi, xuất lúc {now.astimezone(HANOI):%H:%M ngày %d/%m/%Y}", ""]
    for part in parts:
        lines += [f"{part.code}/  {part.title}", f"    {part.text}"]
    lines += ["", RETENTION_NOTE, f"Mỗi bảng có tối đa {MOST_ROWS} dòng mới nhất."]
    return "\r\n".join(lines) + "\r\n"


def as_json(table: MyTable) -> str:
    return json.dumps(list(table.rows), ensure_ascii=False, indent=1, default=plain)


def as_csv(rows: Iterable[Row]) -> str:
    """With a byte order mark, so that spreadsheets read Vietnamese; nothing in it counts as a formula."""
    out, writer = io.StringIO(), None
    out.write("\ufeff")
    for row in rows:
        if writer is None:
            writer = csv.writer(out)
            writer.writerow(row)
        writer.writerow([cell(value) for value in row.values()])
    return out.getvalue()


def cell(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=plain)
    words = "" if value is None else str(plain(value))
    return f"'{words}" if words.startswith(FORMULAS) else words


def plain(value: object) -> object:
    """What JSON has no word for; moments as the province's clock shows them."""
    if isinstance(value, datetime):
        return value.astimezone(HANOI).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value if isinstance(value, str | int | float | bool) else str(value)
