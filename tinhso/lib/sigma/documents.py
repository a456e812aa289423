"""The documents of a text of Sigma rules: YAML of strangers, each value with its line.

Nothing that makes a small text large or a thing other than it reads is accepted: no anchors, no key twice, no depth.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MOST_BYTES = 1_000_000
MOST_DOCUMENTS = 500
MOST_VALUES = 8000
"""In one document."""
MOST_TEXT = 10_000
"""Characters of one value."""
DEEPEST = 20
MOST_FAULTS = 200
LineOf = dict[tuple[str | int, ...], int]


@dataclass(frozen=True)
class Fault:
    """Why a rule is not accepted, in Vietnamese, and the line of the text where it shows."""

    line: int
    words: str


@dataclass
class Document:
    """One document between two `---`; `lines` says where each key and item begins."""

    text: str
    line: int
    value: dict[str, Any] = field(default_factory=dict)
    lines: LineOf = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, *path: str | int) -> int:
        """The line of that place, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


class Refused(Exception):
    """A document cannot be used; carries its faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"dòng {one.line}: {one.words}" for one in faults))
        self.faults = faults


def documents_of(text: str) -> list[Document]:
    """Raises: Refused where the text as a whole is no YAML or too much of it; a fault of one document lies with it."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise Refused(Fault(1, f"Tệp quy tắc dài quá {MOST_BYTES} byte; hãy chia nhỏ."))
    found = []
    for document in _parts(text):
        _read(document)
        if document.value or document.faults:
            found.append(document)
        if len(found) > MOST_DOCUMENTS:
            raise Refused(Fault(document.line, f"Tệp có quá {MOST_DOCUMENTS} quy tắc; hãy chia nhỏ."))
    if not found:
        raise Refused(Fault(1, "Tệp không có quy tắc nào."))
    return found


def _parts(text: str) -> Iterator[Document]:
    """The text cut at its lines `---`, so that a document that cannot be read spoils no other."""
    begin = 1
    lines: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n"), 1):
        if line.rstrip() == "---" or line.startswith("--- #"):
            yield Document("\n".join(lines), begin)
            begin, lines = number + 1, []
        else:
            lines.append(line)
    yield Document("\n".join(lines), begin)


def _read(document: Document) -> None:
    try:
        loader = yaml.CSafeLoader(document.text)
        try:
            node = loader.get_single_node()
            if node is None:
                return
            _check(node, document)
            if not document.faults:
                value = loader.construct_document(node)
                document.value = value if isinstance(value, dict) else {}
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        document.faults.append(Fault(document.line + line, f"YAML hỏng: {error.problem}"[:300]))
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        document.faults.append(Fault(document.line, f"YAML hỏng: {type(error).__name__}"))


def _check(root: yaml.Node, document: Document) -> None:
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, tuple[str | int, ...]]] = [(root, ())]
    if not isinstance(root, yaml.MappingNode):
        _fault(document, root, "Quy tắc phải là các cặp khóa: giá trị.")
    while waiting and len(document.faults) < MOST_FAULTS:
        node, path = waiting.pop()
        document.lines.setdefault(path, document.line + node.start_mark.line)
        if id(node) in seen:
            _fault(document, node, "Không nhận neo và tham chiếu YAML (& và *); hãy viết lại giá trị.")
            return
        seen.add(id(node))
        if len(seen) > MOST_VALUES or len(path) > DEEPEST:
            _fault(document, node, f"Quy tắc có quá {MOST_VALUES} giá trị hoặc lồng quá {DEEPEST} tầng.")
            return
        if isinstance(node, yaml.ScalarNode) and len(node.value) > MOST_TEXT:
            _fault(document, node, f"Giá trị dài quá {MOST_TEXT} ký tự.")
        if isinstance(node, yaml.MappingNode):
            waiting += _entries(node, path, document)
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(one, (*path, index)) for index, one in enumerate(node.value)]


def _entries(
    node: yaml.MappingNode, path: tuple[str | int, ...], document: Document
) -> Iterator[tuple[yaml.Node, tuple[str | int, ...]]]:
    names: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
            _fault(document, key, "Khóa phải là một từ.")
            continue
        if key.value in names:
            _fault(document, key, f"Khóa “{key.value[:60]}” viết hai lần.")
        names.add(key.value)
        place = (*path, key.value)
        document.lines[place] = document.line + key.start_mark.line
        yield value, place


def _fault(document: Document, node: yaml.Node, words: str) -> None:
    document.faults.append(Fault(document.line + node.start_mark.line, words))
