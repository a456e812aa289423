"""Makers: the workbook of a former system, and the town that takes it over."""

from pathlib import Path
from typing import Any

from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.files.spreadsheets import write_xlsx
from tinhso.onestop.takeover.actions.take_over_dossiers import take_over_dossiers
from tinhso.onestop.takeover.columns import (
    COLUMNS,
    DOSSIERS,
    HISTORY,
    HISTORY_COLUMNS,
    PAUSE_COLUMNS,
    PAUSES,
)
from tinhso.onestop.takeover.files import read_batch
from tinhso.onestop.takeover.plan import plan
from tinhso.onestop.tests.makers import CODE, NOW

GOOD = {
    "code": "HS/2024/77",
    "other": "QG-99",
    "procedure": CODE,
    "agency": "Sở A",
    "applicant": "Trần Thị Cũ",
    "id_number": "038190000077",
    "phone": "0900001234",
    "received": "01/03/2024 09:15",
    "due": "15-3-2024",
    "state": "4",
    "step": "Thẩm định",
    "officer": "emi",
    "subject": "Xin phép mở bưu cục",
}


def old(code: str, **changes: Any) -> dict[str, str]:
    return {**GOOD, "code": code, "other": "", "id_number": "", **changes}


def workbook(
    folder: Path, *rows: dict[str, str], pauses: Any = (), history: Any = (), name: str = "cu.xlsx"
) -> Path:
    sheets = {
        DOSSIERS: [[*COLUMNS.values()], *([row.get(key, "") for key in COLUMNS] for row in rows)],
        PAUSES: [[*PAUSE_COLUMNS.values()], *([row.get(k, "") for k in PAUSE_COLUMNS] for row in pauses)],
        HISTORY: [
            [*HISTORY_COLUMNS.values()],
            *([row.get(k, "") for k in HISTORY_COLUMNS] for row in history),
        ],
    }
    path = folder / name
    path.write_bytes(write_xlsx(sheets))
    return path


def planned(path: Path, mapping: Any = None) -> Any:
    return plan(read_batch(path), mapping or {}, now=NOW)


def take(path: Path, mapping: Any = None) -> Any:
    return take_over_dossiers(plan=planned(path, mapping), file_name=path.name, by=SYSTEM, now=NOW)
