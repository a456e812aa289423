"""The child process that takes a file in: `python -m tinhso.lib.tables.children.intake_process JSON`, a line of JSON a step.

A bounded address space, a parent whose death ends it, and an answer in words whatever the file does.
"""

import ctypes
import json
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables import intake, statements
from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.columns import AGAINST
from tinhso.lib.tables.encodings import CHOICES
from tinhso.lib.tables.intake import Outcome
from tinhso.lib.tables.plan import NoTable, Wish
from tinhso.lib.tables.sample.as_read import preview_of
from tinhso.lib.tables.sample.doubts import doubts_of, empty_cells
from tinhso.lib.tables.sample.lines import PREVIEW
from tinhso.lib.tables.scan import scan_table
from tinhso.lib.tables.table_schema import broken_rules, text_fields
from tinhso.lib.tables.values import BY_NAME

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
LONGEST_TOTAL = 40
TOTAL = "Dòng cuối cùng có vẻ là dòng tổng cộng; nếu đúng, hãy bỏ khỏi tệp để số liệu không bị tính hai lần."
Answer = dict[str, Any]
FAULTS = (OSError, duckdb.Error, RuntimeError, LookupError, ValueError, TypeError, ArithmeticError)
"""Of the file's content or of ours: either way its sender gets a sentence, and the next file a child of its own."""


def wish_of(given: Answer, schema: Answer | None = None) -> Wish:
    """The wish that a publisher's form wrote down; what is unknown in it is left out."""
    forms = dict.fromkeys(text_fields(schema), "") if schema else {}
    forms |= {name: form for name, form in given.get("forms", {}).items() if not form or form in BY_NAME}
    return Wish(
        encoding=CHOICES.get(given.get("encoding", "")),
        delimiter=given.get("delimiter"),
        first=given.get("first"),
        heading=given.get("heading"),
        forms=tuple(forms.items()),
        quote=given.get("quote"),
        heading_ends=given.get("heading_ends"),
        against=frozenset().union(*(AGAINST.get(given.get(name, ""), ()) for name in ("decimal", "dates"))),
        skip=tuple((low, high) for low, high in given.get("skip", [])),
    )


def read_whole(words: Answer, step: Callable[[str], None]) -> Answer:
    """Take the file in, look for personal data, check the schema; everything that the publisher is to know."""
    folder, schema = Path(words["folder"]), words.get("schema")
    wish = wish_of(words.get("wish", {}), schema)
    outcome = take_in_file(
        Path(words["source"]), folder, wish=wish, memory=words["memory"], threads=1, step=step
    )
    (folder / "unpacked").unlink(missing_ok=True)
    step("scan")
    with intake.connect(folder, words["memory"], 1) as connection:
        findings = scan_table(connection, outcome.plan.columns)
        broken = broken_rules(connection, schema, outcome.plan.columns) if schema else []
        total = _ends_with_total(connection, outcome)
        doubts = doubts_of(connection, outcome)
        empty = empty_cells(connection, [column.name for column in outcome.plan.columns])
    result = _outcome_answer(outcome)
    result["doubts"] = doubts
    for column, count in zip(result["columns"], empty, strict=True):
        column["empty"] = count
    if outcome.sample:
        preview = preview_of(outcome.sample, outcome.plan)
        (folder / PREVIEW).write_text(json.dumps(preview, ensure_ascii=False), encoding="utf-8")
    result["notes"] += [TOTAL] * total
    result["findings"] = [asdict(one) for one in findings]
    result["broken"] = [asdict(one) for one in broken]
    result["octets"] = (folder / "table.parquet").stat().st_size
    return result


def _ends_with_total(connection: duckdb.DuckDBPyConnection, outcome: Outcome) -> bool:
    """Whether the last row is a sum of the others, by its first text."""
    texts = [column.name for column in outcome.plan.columns if column.kind == "text"]
    if not texts or outcome.rows < 2:
        return False
    first = ", ".join(statements.name(name) for name in texts)
    sql = f"select coalesce({first}) from data where rowid = (select max(rowid) from data)"
    last = (connection.execute(sql).fetchone() or ("",))[0] or ""
    return fold(last).startswith(("tong", "cong", "total")) and len(last) < LONGEST_TOTAL


def _outcome_answer(outcome: Outcome) -> Answer:
    plan = outcome.plan
    return {
        "rows": outcome.rows,
        "rejected": outcome.rejected,
        "reasons": outcome.reasons,
        "notes": [note.replace("\0", "") for note in plan.notes],
        "encoding": plan.encoding.name,
        "delimiter": plan.dialect.delimiter,
        "quote": plan.dialect.quote,
        "first": plan.shape.first,
        "heading": bool(plan.shape.heading),
        "kind": outcome.kind,
        "tables": plan.shape.tables,
        "columns": [
            {
                "name": c.name,
                "heading": c.heading.replace("\0", ""),
                "form": c.form,
                "kind": c.kind,
                "note": c.note,
                "other": c.other,
                "examples": c.examples,
            }
            for c in plan.columns
        ],
    }


def main() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    words = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (words["address_space"],) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def tell(message: Answer) -> None:
        print(json.dumps(message), flush=True)  # noqa: T201 (the protocol)

    try:
        tell({"done": read_whole(words, lambda name: tell({"step": name}))})
    except NoTable as refused:
        tell({"failed": str(refused)})
    except (MemoryError, duckdb.OutOfMemoryException):
        tell(
            {
                "failed": f"Đọc tệp này cần nhiều bộ nhớ hơn {words['memory']} được phép; hãy chia tệp, hoặc gửi dạng Parquet."
            }
        )
    except FAULTS as error:
        tell(
            {
                "failed": f"Chương trình chưa đọc được tệp này ({type(error).__name__}); tệp gốc được giữ nguyên."
            }
        )


if __name__ == "__main__":
    main()
