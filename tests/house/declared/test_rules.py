"""Every rule of law in the pack is read by code, or is named below with what stands in its place.

A rule that nobody reads promises what nothing does: `supplement.return_days` stood in the pack for months while any wait
began the time of a late dossier anew.
"""

import ast
import re
from collections.abc import Iterator

from tests.house.sources import ROOT, files, nodes, ours, tree
from tinhso.lib.province_pack import ProvincePack

PART = r"[a-z0-9_-]+"
NAMED = re.compile(r"[a-z_]+(?:\\\.|\Z)")  # a pattern whose first part is written out
NOT_READ = {
    "desk.forward_until": "the desk's list groups what waits to be forwarded by the end of the agency's own working day",
    "paper.reply_days": "a dossier on paper is received at the counter at once; one by post has the clock of those sent online",
    "reappoint.max": "a clock has one place for a new appointment, and `reappoint_clock` refuses a second",
    "receipt.cutoff": "the hour is a part of each agency's dated calendar (`cutoff`), which falls back to the same 15:00",
}


def test_every_rule_of_the_pack_is_read_or_named_as_not_used():
    keys = {row["key"] for row in ProvincePack(ROOT / "tinhso/config/packs/thanh_hoa").rows("rules.csv")}
    read = {key for pattern in patterns() for key in keys if re.fullmatch(pattern, key)}
    assert keys - read == set(NOT_READ)


def test_a_key_that_is_put_together_counts_by_what_it_makes():
    lines = ("D = 'flood.report'", "f'{D}.{by}'", "f'{x}.{y}'", "'a.b'", "rules_under('press.')", "f'x.{y}.'")
    found = set(patterns_of(ast.parse("\n".join(lines))))
    asked = ("flood.report.phone", "flood.report", "a.b", "press.answer.x", "x.y.z", "b.c", "a.c", "x.y")
    assert {key for key in asked for one in found if re.fullmatch(one, key)} == {*asked[:5]}


def patterns() -> set[str]:
    """What code may ask for, as regular expressions of whole keys."""
    sources = (path for path in files("tinhso/*.py") if ours(path) and "tests" not in path.parts)
    return {pattern for path in sources for pattern in patterns_of(tree(path))}


def patterns_of(module: ast.Module) -> Iterator[str]:
    words = {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    for node in nodes(module):
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) and NAMED.match(
            found := written(node, words)
        ):
            yield f"{found}.*" if isinstance(node, ast.JoinedStr) and found.endswith(r"\.") else found
        elif is_asked_by_prefix(node) and NAMED.match(found := written(node.args[0], words)):
            yield f"{found}.*"


def is_asked_by_prefix(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("rules_under") and bool(node.args)


def written(node: ast.expr, words: dict[str, str]) -> str:
    """What an expression writes: its words, and any one part of a key for what is known only when it runs."""
    if isinstance(node, ast.Constant):
        return re.escape(node.value) if isinstance(node.value, str) else PART
    if isinstance(node, ast.Name):
        return re.escape(words[node.id]) if node.id in words else PART
    if isinstance(node, ast.FormattedValue):
        return written(node.value, words)
    if isinstance(node, ast.JoinedStr):
        return "".join(written(one, words) for one in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return written(node.left, words) + written(node.right, words)
    return PART
