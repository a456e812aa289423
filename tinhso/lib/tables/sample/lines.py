"""Which records of a file are shown: its first lines as they are, the first rows of the table, and some from its middle."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tinhso.lib.tables.encodings import lines, sample_of
from tinhso.lib.tables.plan import HEAD_LINES, PIECE, Plan
from tinhso.lib.tables.rows import Record, records

PREVIEW = "preview.json"  # beside the table; it goes with the folder of the file, for it holds values
TOP, FIRST, MIDDLE = 12, 6, 6
LONGEST_LINE = 300  # letters of an original line that are shown
BLOCK = 1 << 20


@dataclass
class Sample:
    """`top` are the first lines of the file with their numbers; `rows` records of the table, each with its original text."""

    top: list[tuple[int, str]] = field(default_factory=list)
    rows: list[tuple[Record, str]] = field(default_factory=list)


def sample_of_lines(source: Path, plan: Plan) -> Sample:
    """Of a delimited file: its beginning, and a piece from its middle where it is large."""
    begun = sample_of(source)  # never more: a thousand lines may be longer than memory
    is_whole = len(begun) == source.stat().st_size
    head = list(islice(lines(begun, plan.encoding), HEAD_LINES))
    if not is_whole and 1 < len(head) < HEAD_LINES:
        head.pop()  # it may end within a line
    top = [(number, _short(line)) for number, line in enumerate(head[:TOP], 1)]
    first = [(r, raw) for r, raw in _with_text(head, plan, 1) if r.line >= plan.shape.body]
    in_sight = is_whole and len(head) < HEAD_LINES
    middle = first[len(first) // 2 :] if in_sight else _middle(source, plan)
    shown = first[:FIRST] + [one for one in middle if one[0].line > _last(first[:FIRST])][:MIDDLE]
    return Sample(top, shown)


def _last(found: list[tuple[Record, str]]) -> int:
    return found[-1][0].line if found else 0


def _with_text(head: list[str], plan: Plan, begin: int) -> list[tuple[Record, str]]:
    """The records of these lines, each with the text that it was read from; `begin` is the number of the first."""
    found = list(records(head, plan.dialect, plan.shape.width))
    ends = [record.line for record in found[1:]] + [len(head) + 1] * bool(found)
    return [
        (Record(begin + r.line - 1, r.cells, r.oddity), _short("".join(head[r.line - 1 : end - 1])))
        for r, end in zip(found, ends, strict=True)
    ]


def _middle(source: Path, plan: Plan) -> list[tuple[Record, str]]:
    """Whole records from the middle of a large file; what the piece cuts in two is left out."""
    if plan.encoding.codec.startswith("utf-16"):
        return []
    half = source.stat().st_size // 2
    with source.open("rb") as stream:
        before = _line_ends(stream, half)
        stream.seek(half)
        piece = list(lines(stream.read(PIECE), plan.encoding))[1:-1]
    found = _with_text(piece, plan, before + 2)
    return [one for one in found if len(one[0].cells) == plan.shape.width]


def _line_ends(stream: Iterable[bytes], octets: int) -> int:
    """How many lines end in the first bytes of the file."""
    ends, left = 0, octets
    while left and (block := stream.read(min(BLOCK, left))):  # type: ignore[attr-defined]
        ends += block.count(b"\n")
        left -= len(block)
    return ends


class Sampler:
    """Looks on while the records of a spreadsheet or of JSON go by, which cannot be opened at their middle.

    From time to time, twice as far on each time, it takes some rows anew; the last ones stand in the second half.
    """

    def __init__(self) -> None:
        self.sample = Sample()
        self.middle: list[tuple[Record, str]] = []
        self.seen, self.next = 0, 4 * FIRST

    def watch(self, found: Iterable[Record], first: int) -> Iterator[Record]:
        """The same records; those of the table begin on line `first`."""
        for record in found:
            if len(self.sample.top) < TOP:
                self.sample.top.append((record.line, _joined(record)))
            if record.line >= first:
                self._take(record)
            yield record

    def _take(self, record: Record) -> None:
        self.seen += 1
        if self.seen <= FIRST:
            self.sample.rows.append((record, _joined(record)))
        elif self.seen == self.next:
            self.middle, self.next = [], self.next * 2
        if self.seen > FIRST and len(self.middle) < MIDDLE:
            self.middle.append((record, _joined(record)))

    def whole(self) -> Sample:
        """What was taken, once all have gone by."""
        return Sample(self.sample.top, self.sample.rows + self.middle)


def _joined(record: Record) -> str:
    return _short(" | ".join(record.cells).rstrip(" |"))


def _short(text: str) -> str:
    text = text.rstrip("\r\n").replace("\0", "")
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
