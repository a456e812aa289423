"""JSON from strangers: one document within a bound, a list item by item, or a value on each line."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused

TOO_DEEP = "lồng quá sâu"
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Unread:
    """A line or an item that is no JSON, and why."""

    reason: str
    text: str


def json_values(source: Source) -> Iterator[Any]:
    """The values of the file, an `Unread` in the place of each line that cannot be read. Raises: ReportRefused."""
    start = _text(source.head).lstrip("\ufeff \t\r\n")
    if start.startswith("[") and not _first_line_is_value(start):
        yield from _items(source)
    elif _first_line_is_value(start):
        yield from _lines(source)
    else:
        yield _document(source)


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="ignore")
    return content.decode("utf-8-sig", errors="ignore")


def _first_line_is_value(start: str) -> bool:
    """Whether the first line is an object by itself and something follows it, as in JSON lines."""
    first, ends, rest = start.partition("\n")
    if not ends or not rest.strip() or not first.rstrip().endswith("}"):
        return False
    return not isinstance(_parsed(first, 1000), Unread)


def _parsed(text: str, depth: int) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        return Unread(TOO_DEEP, text[:1000])
    except ValueError:
        return Unread("không phải JSON", text[:1000])
    if text.count("{") + text.count("[") > depth and _deeper(found, depth):
        return Unread(TOO_DEEP, text[:1000])
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _deeper(value: Any, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            one
            for parent in level
            for one in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(one, dict | list)
        ]
        if not level:
            return False
    return True


def _document(source: Source) -> Any:
    content = source.whole()
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportRefused("Tệp JSON không phải UTF-8; hãy xuất lại báo cáo.") from error
    del content
    if sum(map(text.count, ",[{")) > source.limits.values:
        raise ReportRefused(f"Tệp JSON có hơn {source.limits.values} giá trị; hãy chia nhỏ.")
    found = _parsed(text, source.limits.depth)
    if isinstance(found, Unread):
        raise ReportRefused(f"Tệp JSON hỏng hoặc bị cắt ({found.reason}); hãy xuất lại báo cáo.")
    return found


def _lines(source: Source) -> Iterator[Any]:
    most = source.limits.line_bytes
    with source.opened() as stream:
        while raw := stream.readline(most + 1):
            if len(raw) > most:
                raise ReportRefused(f"Một dòng dài quá {most} byte.")
            try:
                text = raw.decode("utf-8-sig").strip("\x00 \t\r\n")
            except UnicodeDecodeError:
                yield Unread("không phải UTF-8", raw.decode("utf-8", errors="replace")[:1000])
                continue
            if text:
                yield _parsed(text, source.limits.depth)


def _items(source: Source) -> Iterator[Any]:
    """The items of one list, or of several after one another."""
    if len(source.head) < 60_000:
        whole = _document(source)
        yield from whole if isinstance(whole, list) else [whole]
        return
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    with source.opened() as stream:
        buffer = _Buffer(stream, source)
        buffer.skip_open()
        while buffer.more():
            yield buffer.item(decoder)


class _Buffer:
    """Text that grows at its end as it is read; a item that is not whole doubles what is read next."""

    def __init__(self, stream: Any, source: Source) -> None:
        self.stream, self.limits = stream, source.limits
        wide = source.head.startswith((b"\xff\xfe", b"\xfe\xff"))
        self.decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
        self.text, self.at, self.step, self.ended = "", 0, 1 << 16, False

    def grow(self) -> bool:
        if self.ended:
            return False
        if len(self.text) - self.at > self.limits.document_bytes:
            raise ReportRefused("Một phần tử JSON dài quá giới hạn.")
        block = self.stream.read(self.step)
        self.ended = not block
        try:
            self.text = self.text[self.at :] + self.decoder.decode(block, final=self.ended)
        except UnicodeDecodeError as error:
            raise ReportRefused("Tệp JSON không phải UTF-8; hãy xuất lại báo cáo.") from error
        self.at = 0
        return True

    def skip_open(self) -> None:
        self.grow()
        self.at = self.text.index("[") + 1

    def more(self) -> bool:
        """Whether another item follows; one that is cut off refuses the file."""
        while True:
            found = _BETWEEN.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at] != "]"
            if not self.grow():
                raise ReportRefused("Tệp JSON bị cắt; hãy xuất lại báo cáo.")

    def item(self, decoder: json.JSONDecoder) -> Any:
        while True:
            try:
                value, end = decoder.raw_decode(self.text, self.at)
            except RecursionError as error:
                raise ReportRefused(f"Tệp JSON {TOO_DEEP}.") from error
            except ValueError as error:
                self.step = min(self.step * 2, 1 << 24)
                if not self.grow():
                    raise ReportRefused("Tệp JSON hỏng hoặc bị cắt; hãy xuất lại báo cáo.") from error
                continue
            self.at = end
            deep = isinstance(value, dict | list) and _deeper(value, self.limits.depth)
            return Unread(TOO_DEEP, "") if deep else value
