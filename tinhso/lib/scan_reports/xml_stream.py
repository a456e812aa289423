"""XML from strangers, record by record: no entity is expanded, nothing is fetched, and only one record lies in memory.

A document type is read over, since most tools write one; a declaration of an entity refuses the file.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from tinhso.lib.scan_reports.opening import Source
from tinhso.lib.scan_reports.report import ReportRefused


@dataclass
class Node:
    """An element without its namespace."""

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def first(self, *path: str) -> "Node | None":
        node: Node | None = self
        for name in path:
            node = next((one for one in node.children if one.tag == name), None) if node else None
        return node

    def all(self, name: str) -> list["Node"]:
        return [one for one in self.children if one.tag == name]

    def words(self, *path: str) -> str:
        """The text at the end of the path, "" where there is none."""
        node = self.first(*path)
        return node.text if node else ""

    def everywhere(self, name: str) -> Iterator["Node"]:
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.tag == name:
                yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True)
class Step:
    """`what` is "start" or "end" of an element around records, or "record", which is whole."""

    what: str
    node: Node


def read_steps(source: Source, *, records: Collection[str], around: Collection[str] = ()) -> Iterator[Step]:
    """The records (outermost of those names) and the starts and ends of what is around them. Raises: ReportRefused."""
    building = _Building(source, frozenset(records), frozenset(around))
    try:
        for chunk in source.chunks():
            building.parser.Parse(chunk, False)
            yield from building.give()
        building.parser.Parse(b"", True)
        yield from building.give()
    except expat.ExpatError as error:
        raise ReportRefused(
            f"Tệp XML hỏng hoặc bị cắt ở dòng {error.lineno}, cột {error.offset}; hãy xuất lại báo cáo."
        ) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, ReportRefused):
            raise
        raise ReportRefused("Tệp XML dùng bảng mã không đọc được; hãy xuất bằng UTF-8.") from error


class _Building:
    def __init__(self, source: Source, records: frozenset[str], around: frozenset[str]) -> None:
        self.limits, self.records, self.around = source.limits, records, around
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.parser.UnparsedEntityDeclHandler = self._entity
        self.parser.ExternalEntityRefHandler = self._entity
        self.steps: list[Step] = []
        self.open: list[Node] = []
        self.depth = self.count = self.length = 0

    def give(self) -> list[Step]:
        steps, self.steps = self.steps, []
        return steps

    def _entity(self, *_: object) -> int:
        raise ReportRefused(
            "Tệp XML khai báo thực thể (ENTITY), có thể gây hại; báo cáo của công cụ không có."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise ReportRefused(f"Tệp XML lồng quá {self.limits.depth} lớp.")
        tag = name.rpartition(":")[2]
        if self.open:
            self._inside(tag, attributes)
        elif tag in self.records:
            self.count = self.length = 0
            self.open.append(self._node(tag, attributes))
        elif tag in self.around:
            self.steps.append(Step("start", self._node(tag, attributes)))

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > self.limits.children:
            raise ReportRefused(f"Một bản ghi XML có hơn {self.limits.children} phần tử.")
        node = self._node(tag, attributes)
        self.open[-1].children.append(node)
        self.open.append(node)

    def _node(self, tag: str, attributes: dict[str, str]) -> Node:
        most = self.limits.attribute_text
        short = {key.rpartition(":")[2]: value[:most] for key, value in attributes.items()}
        return Node(tag, short)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.open:
            node = self.open.pop()
            if not self.open:
                self.steps.append(Step("record", node))
        elif (tag := name.rpartition(":")[2]) in self.around:
            self.steps.append(Step("end", Node(tag, {})))

    def _characters(self, text: str) -> None:
        if self.open and self.length < self.limits.record_text:
            self.length += len(text)
            self.open[-1].parts.append(text)


def root_tags(source: Source) -> list[str]:
    """The names of the first elements, by which a format is known. Raises: ReportRefused."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: found.append(name.rpartition(":")[2])
    try:
        parser.Parse(source.head, False)
    except (expat.ExpatError, LookupError, ValueError):
        return found
    return found
