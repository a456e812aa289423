"""XML from strangers as a plain tree: nothing is expanded, nothing is fetched, and it ends.

Forgiving where senders are known to slip: characters before the declaration or after the end, a prefix that is not
declared, any order. A document type is refused, and with it every entity.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from tinhso.lib.edxml.limits import LONGEST, EdxmlRefused
from tinhso.lib.edxml.messages import FORMER_NAMESPACE, NAMESPACE

MOST_BYTES = 80 * 1024 * 1024
MOST_NODES = 20_000
MOST_DEPTH = 30
SEARCHED = 4096  # the declaration stands among the first bytes
OURS = {NAMESPACE, FORMER_NAMESPACE}
LONG = {"ContentTransferEncoded", "X509Certificate", "SignatureValue"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Node:
    """`ours` is false for an element of another standard, for instance an envelope around the message."""

    name: str
    ours: bool
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()

    def all(self, name: str) -> list["Node"]:
        return [one for one in self.children if one.ours and one.name == name]

    def first(self, name: str) -> "Node | None":
        return next((one for one in self.children if one.ours and one.name == name), None)

    def words(self, *path: str) -> str:
        """The text at the end of the path, "" where there is none."""
        node: Node | None = self
        for name in path:
            node = node.first(name) if node else None
        return node.text if node else ""

    def find(self, name: str) -> "Node | None":
        """The nearest of that name, in whatever it is wrapped."""
        level = [self]
        while level:
            for one in level:
                if one.ours and one.name == name:
                    return one
            level = [child for one in level for child in one.children]
        return None


def read_tree(content: bytes, *, most: int = MOST_BYTES) -> Node:
    """The root. Raises: EdxmlRefused."""
    if len(content) > most:
        raise EdxmlRefused("R.edXML")
    building = _Building()
    try:
        building.parser.Parse(_without_junk(content), True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, EdxmlRefused):
            raise
        if building.root is None or building.open:
            raise EdxmlRefused("M.edXML") from error
    if building.root is None:
        raise EdxmlRefused("M.edXML")
    return building.root


def _without_junk(content: bytes) -> bytes:
    if content.startswith(UTF_16):
        return content
    head = content[:SEARCHED]
    for mark in (b"<?xml", b"<"):
        if (place := head.find(mark)) >= 0:
            return content[place:]
    raise EdxmlRefused("M.edXML")


class _Building:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.root: Node | None = None
        self.open: list[Node] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._nodes = self._length = 0

    def _doctype(self, *_: object) -> None:
        raise EdxmlRefused("M.DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES or len(self.open) >= MOST_DEPTH:
            raise EdxmlRefused("R.edXML")
        scope = self._scopes[-1]
        new = {key: value for key, value in attributes.items() if key == "xmlns" or key.startswith("xmlns:")}
        if new:
            scope = scope | new
        self._scopes.append(scope)
        prefix, _, local = name.rpartition(":")
        space = scope.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        node = Node(local, not space or space in OURS, attributes)
        if self.open:
            self.open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self.open.append(node)
        self._length = 0

    def _end(self, _name: str) -> None:
        self.open.pop()
        self._scopes.pop()
        self._length = 0

    def _characters(self, text: str) -> None:
        node = self.open[-1]
        self._length += len(text)
        if self._length > LONGEST and node.name not in LONG:
            if text.isspace():
                return
            raise EdxmlRefused(f"R.{node.name[:40]}")
        node.parts.append(text)
