"""Which refusals the deeds name under `Raises:`, and which of them come out of a call of that very deed in a test."""

import ast
import builtins
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house.sources import ROOT, files, nodes, ours, short, tree

RAISES = "Raises:"
_CLASS = re.compile(r"^class (\w+)\(([^)]*)\)", re.M)
_WORD = re.compile(r"\b[A-Z]\w+")
_FOREIGN = ("PermissionDenied", "ProtectedError", "IntegrityError", "ValidationError", "ObjectDoesNotExist")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Deed:
    """A public function of a folder `actions` that takes its words by name; the others there are parts of one."""

    path: Path
    name: str
    doc: str

    @property
    def place(self) -> str:
        """Where it is imported from."""
        return f"{module_of(self.path)}.{self.name}"

    @property
    def key(self) -> str:
        """How a list names it: by its system and file, whatever folder the file moves to."""
        return f"{self.path.relative_to(ROOT).parts[1]}/{self.path.stem}.{self.name}"

    @property
    def refusals(self) -> list[str]:
        """What stands under `Raises:`, up to the end of that paragraph."""
        return errors_in(self.doc.partition(RAISES)[2].partition("\n\n")[0])

    @property
    def astray(self) -> list[str]:
        """Refusals that are named elsewhere in its words."""
        return [one for one in errors_in(self.doc) if one not in self.refusals]


def module_of(path: Path) -> str:
    return short(path).removesuffix(".py").replace("/", ".")


def public_functions(path: Path) -> list[ast.FunctionDef]:
    body = tree(path).body
    return [one for one in body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]


@cache
def deeds() -> dict[str, Deed]:
    """Every deed by the place that it is imported from."""
    found = {}
    for path in files("tinhso/*/actions/*.py"):
        for one in public_functions(path):
            if one.args.kwonlyargs:
                deed = Deed(path, one.name, ast.get_docstring(one) or "")
                found[deed.place] = deed
    return found


def raised_in(deed: Deed) -> set[str]:
    """Refusals of ours that the deed raises by name itself, or a private function of its file that it calls.

    What another public function raises is named there, and what the file catches does not come out.
    """
    functions = {one.name: one for one in tree(deed.path).body if isinstance(one, ast.FunctionDef)}
    found, waiting, seen = set(), [deed.name], set()
    while waiting:
        seen.add(name := waiting.pop())
        for one in ast.walk(functions[name]):
            if isinstance(one, ast.Raise) and one.exc is not None:
                error = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
                found.add(ast.unparse(error).rpartition(".")[2])
            elif (
                isinstance(one, ast.Name)
                and one.id.startswith("_")
                and one.id in functions
                and one.id not in seen
            ):
                waiting.append(one.id)
    return {one for one in found - caught(deed.path) if is_error(one) and not hasattr(builtins, one)}


@cache
def caught(path: Path) -> frozenset[str]:
    handlers = (one.type for one in nodes(tree(path)) if isinstance(one, ast.ExceptHandler) and one.type)
    return frozenset(name for one in handlers for name in _WORD.findall(ast.unparse(one)))


@cache
def bases() -> dict[str, set[str]]:
    """Each class of ours with a base, by its bare name; Python's own errors and a few of Django's besides."""
    found: dict[str, set[str]] = {
        name: {one.__name__ for one in value.__mro__[1:]}
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, BaseException)
    }
    found.update({name: {"Exception"} for name in _FOREIGN})
    for path in filter(ours, files("tinhso/*.py")):
        for name, heads in _CLASS.findall(path.read_text()):
            words = {head.split("[")[0].strip().rpartition(".")[2] for head in heads.split(",")}
            found.setdefault(name, set()).update(words)
    return found


@cache
def above(name: str) -> frozenset[str]:
    """The class itself and everything that it is besides."""
    seen, waiting = set(), {name}
    while waiting:
        one = waiting.pop()
        seen.add(one)
        waiting |= bases().get(one, set()) - seen
    return frozenset(seen)


def is_error(name: str) -> bool:
    return "BaseException" in above(name) or "Exception" in above(name)


def errors_in(text: str) -> list[str]:
    return [word for word in dict.fromkeys(_WORD.findall(text)) if is_error(word)]
