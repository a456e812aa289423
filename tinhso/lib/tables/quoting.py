"""Whether the quotes of a file stand where RFC 4180 lets them stand; what is read otherwise has to be told."""

import re
from functools import cache
from pathlib import Path

from tinhso.lib.tables.dialect import Dialect

ODD = "dấu nháy không đúng chỗ, xin xem dòng này đã đọc đúng chưa"
OTHER = "cả dòng nằm trong dấu nháy khác với các dòng còn lại, giữ nguyên"
NOTHING = "có ký tự rỗng (NUL), đã bỏ"
BLOCK = 1 << 23


@cache
def _cell(dialect: Dialect) -> re.Pattern[str]:
    """A cell up to its delimiter: in quotes, or (group 1) without any at its beginning."""
    quote, end = re.escape(dialect.quote or '"'), f"(?={re.escape(dialect.delimiter)}|\\Z)"
    inner = f"[^{quote}]"
    mark = f"{quote}{quote}"
    if dialect.escape:
        inner, mark = f"[^{quote}\\\\]", f"(?:{quote}{quote}|\\\\.)"
    space = " *" if dialect.skip_space else ""
    bare = f"[^{re.escape(dialect.delimiter)}]*" if dialect.delimiter else ".*"
    return re.compile(
        f"{space}{quote}{inner}*(?:{mark}{inner}*)*{quote} *{end}|{space}((?!{quote}){bare}){end}", re.DOTALL
    )


def oddity(text: str, cells: list[str], dialect: Dialect) -> str:
    """What is strange about the quotes of one record as it stands in the file, or nothing."""
    if "\0" in text:
        return NOTHING
    if not dialect.quote:
        return ""
    if dialect.quote not in text:
        return OTHER if len(cells) > 1 and dialect.quote == '"' and all(map(_is_other, cells)) else ""
    return "" if _is_regular(text.rstrip("\r\n"), dialect) else ODD


def _is_other(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith("'") and cell.endswith("'")


def _is_regular(text: str, dialect: Dialect) -> bool:
    """A quote within a bare cell is a letter, such as in `đèn "tốt"`; one without its fellow belongs to a torn cell."""
    place, cell = 0, _cell(dialect)
    while (found := cell.match(text, place)) is not None:
        if found[1] and found[1].count(dialect.quote or '"') % 2:
            return False
        place = found.end()
        if place == len(text):
            return True
        place += len(dialect.delimiter)
    return False


def looks_odd(source: Path, dialect: Dialect) -> bool:
    """A quick look over the whole file: whether some line has to be looked at on its own.

    Every cell in quotes opens beside a delimiter or an end of line and closes beside one; where more close than open, or
    the other way round, a quote is missing. A line that merely looks so costs time and nothing else.
    """
    quote, delimiter = b'"', dialect.delimiter.encode()
    opening = (delimiter + quote, b"\n" + quote, b"\r" + quote)
    closing = (quote + delimiter, quote + b"\n", quote + b"\r")
    balance, last = 0, b"\n"
    with source.open("rb") as stream:
        stream.seek(3 if stream.read(3) == b"\xef\xbb\xbf" else 0)
        while block := stream.read(BLOCK):
            while block.endswith(quote) and (more := stream.read(1)):  # pairs of quotes are not cut in two
                block += more
            block = last + block.replace(b'""', b"")
            if b"\0" in block or b"\n'" in block:
                return True
            balance += sum(map(block.count, opening)) - sum(map(block.count, closing))
            last = block[-1:]
    return balance - (last == quote) != 0
