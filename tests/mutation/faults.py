"""Small faults that can be planted in a Python file: what stands where, and what would stand there instead.

The text around a fault stays as it is, so that the lines of a traceback and of the coverage remain the same.
"""

import ast
from dataclasses import dataclass

OPPOSITES: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
SIGNS: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.FloorDiv: "*"}
# What only a reader or the schema sees: a changed value there is no fault of behaviour, or `makemigrations` finds it.
UNTRIED_WORDS = {"max_length", "verbose_name", "help_text", "related_name", "db_index", "editable", "slots"}
UNTRIED_CALLS = {"logger", "log", "warnings"}


@dataclass(frozen=True)
class Fault:
    """`start` and `end` are offsets in the file's UTF-8 bytes, `line` counts from 1; `inside` is the function's name."""

    path: str
    line: int
    start: int
    end: int
    before: str
    after: str
    kind: str
    inside: str

    @property
    def name(self) -> str:
        """How a list of equivalent faults calls it: it survives moved lines, not a changed expression."""
        return f"{self.path} {self.inside} {self.kind} {' '.join(self.before.split())}"

    def planted(self, text: str) -> str:
        raw = text.encode()
        return (raw[: self.start] + self.after.encode() + raw[self.end :]).decode()


def faults_of(path: str, text: str) -> list[Fault]:
    """All of them, in the order of the file."""
    found = Finder(path, text)
    found.visit(ast.parse(text))
    return found.faults


class Finder(ast.NodeVisitor):
    def __init__(self, path: str, text: str) -> None:
        self.path, self.raw = path, text.encode()
        self.starts = [0]
        for line in self.raw.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.inside: list[str] = []
        self.faults: list[Fault] = []

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def add(self, kind: str, node: ast.expr | ast.stmt, start: int, end: int, after: str) -> None:
        before = self.raw[start:end].decode()
        inside = ".".join(self.inside) or "(module)"
        self.faults.append(Fault(self.path, node.lineno, start, end, before, after, kind, inside))

    def replace(self, kind: str, node: ast.expr | ast.stmt, after: str) -> None:
        self.add(kind, node, *self.span(node), after)

    def between(self, left: ast.expr, right: ast.expr, sign: str) -> tuple[int, int] | None:
        """Where the operator stands: the only text between two operands that is no bracket, blank or comment."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = self.raw[start:end]
        at = gap.find(sign.encode())
        return None if at < 0 or b"#" in gap else (start + at, start + at + len(sign.encode()))

    # Where a fault would say nothing: annotations, docstrings, decorators.
    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.inside.append(node.name)
        for default in (*node.args.defaults, *(one for one in node.args.kw_defaults if one)):
            self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self.inside.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.inside.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self.inside.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        source = self.raw[slice(*self.span(node.test))].decode()
        self.replace("condition turned round", node.test, f"not ({source})")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and _root(node.value.func) not in UNTRIED_CALLS:
            self.replace("call left out", node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.replace("refusal left out", node, "pass")

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            sign = _sign(operator)
            if place := self.between(left, right, sign):
                self.add("comparison", node, *place, OPPOSITES[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        sign, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            if place := self.between(left, right, sign):
                self.add("and for or", node, *place, other)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.replace("not left out", node, self.raw[slice(*self.span(node.operand))].decode())
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//"}.get(type(node.op))
        texts = any(isinstance(side, ast.JoinedStr) or _is_text(side) for side in (node.left, node.right))
        if sign and not texts and (place := self.between(node.left, node.right, sign)):
            self.add("arithmetic", node, *place, SIGNS[type(node.op)])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.replace("truth", node, str(not node.value))
        elif isinstance(node.value, int):
            self.replace("number", node, str(node.value + 1))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Offsets inside of an f-string are not told reliably by Python 3.11."""

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in UNTRIED_WORDS:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            self.visit(node.value)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _sign(operator: ast.cmpop) -> str:
    return {
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.In: "in",
        ast.NotIn: "not in",
        ast.Is: "is",
        ast.IsNot: "is not",
    }[type(operator)]
