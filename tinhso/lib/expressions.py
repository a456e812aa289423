"""Arithmetic over measures, as indicators write it: `onestop.settled[timeliness=early|on_time] / 2 + post.revenue`.

Only numbers, measures with conditions on their dimensions, `+ - * /` and brackets: nothing else can be said, so
nothing else can be done. `parse` refuses with the place of the error; `evaluate` gives None where a measure has no
value or a divisor is zero.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

LONGEST = 2000  # characters
DEEPEST = 50  # brackets


class BadExpression(ValueError):
    """The text is no expression; `at` is the place, counted from 0."""

    def __init__(self, words: str, at: int) -> None:
        super().__init__(f"{words} (vị trí {at + 1})")
        self.words, self.at = words, at


@dataclass(frozen=True)
class MeasureRef:
    """A measure, and for some of its dimensions the values that count; none named: all count."""

    code: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __str__(self) -> str:
        inside = "; ".join(f"{name}={'|'.join(values)}" for name, values in self.where)
        return f"{self.code}[{inside}]" if inside else self.code


@dataclass(frozen=True)
class Constant:
    value: Decimal


@dataclass(frozen=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"


Node = MeasureRef | Constant | Operation
SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<measure>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)(?:\[(?P<where>[^\[\]]*)\])?"
    r"|(?P<sign>[-+*/()]))"
)
CONDITION = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*([\w.:-]+(?:\|[\w.:-]+)*)\s*")


def parse(text: str) -> Node:
    """BadExpression unless the whole text is one expression."""
    if len(text) > LONGEST:
        raise BadExpression(f"Biểu thức dài quá {LONGEST} ký tự", LONGEST)
    reader = _Reader(text, list(_tokens(text)))
    node = reader.sum()
    if reader.next().kind != "end":
        raise BadExpression("Thừa ký tự", reader.next().at)
    return node


def refs(node: Node) -> list[MeasureRef]:
    """The measures of an expression, each once, in the order of reading."""
    if isinstance(node, MeasureRef):
        return [node]
    if isinstance(node, Operation):
        return list(dict.fromkeys([*refs(node.left), *refs(node.right)]))
    return []


def evaluate(node: Node, value_of: Callable[[MeasureRef], Decimal | None]) -> Decimal | None:
    """The value, or None where a measure has none or where something would be divided by zero."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, MeasureRef):
        return value_of(node)
    left, right = evaluate(node.left, value_of), evaluate(node.right, value_of)
    if left is None or right is None or (node.sign == "/" and not right):
        return None
    return SIGNS[node.sign](left, right)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int
    where: str = ""


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        if found is None:
            raise BadExpression("Không hiểu ký tự", at)
        kind = str(found.lastgroup if found.lastgroup != "where" else "measure")
        yield _Token(kind, found[kind], found.start(kind), found["where"] or "")
        at = found.end()
    yield _Token("end", "", end)


@dataclass
class _Reader:
    text: str
    tokens: list[_Token]
    place: int = 0
    depth: int = field(default=0)

    def next(self) -> _Token:
        return self.tokens[self.place]

    def take(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def sum(self) -> Node:
        return self._chain("+-", self.product)

    def product(self) -> Node:
        return self._chain("*/", self.atom)

    def _chain(self, signs: str, part: Callable[[], Node]) -> Node:
        node = part()
        while self.next().kind == "sign" and self.next().text in signs:
            sign = self.take().text
            node = Operation(sign, node, part())
        return node

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            return Constant(Decimal(token.text))
        if token.kind == "measure":
            return MeasureRef(token.text, _conditions(token))
        if token.text == "-":
            return Operation("-", Constant(Decimal()), self.atom())
        if token.text == "(":
            return self._bracket(token)
        raise BadExpression("Thiếu một số đo hoặc một số", token.at)

    def _bracket(self, opened: _Token) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadExpression(f"Quá {DEEPEST} lớp ngoặc", opened.at)
        node = self.sum()
        if self.take().text != ")":
            raise BadExpression("Thiếu dấu đóng ngoặc", opened.at)
        self.depth -= 1
        return node


def _conditions(token: _Token) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not token.where:
        return ()
    found = []
    for part in token.where.split(";"):
        condition = CONDITION.fullmatch(part)
        if condition is None:
            raise BadExpression("Điều kiện phải có dạng chieu=gia_tri|gia_tri", token.at)
        found.append((condition[1], tuple(condition[2].split("|"))))
    return tuple(found)
