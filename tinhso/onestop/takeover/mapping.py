"""Their codes for ours: a table of four columns that the dry run can write and people fill."""

from collections.abc import Mapping

from tinhso.lib.files.spreadsheets import MEGABYTE, FileRefused, lines_of, read_sheets, write_csv
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.takeover.columns import MAPPING_COLUMNS

KINDS = {
    "agency": "cơ quan",
    "procedure": "thủ tục",
    "step": "bước",
    "officer": "cán bộ",
    "state": "trạng thái",
}
MOST_ROWS = 20_000
MOST_BYTES = 4 * MEGABYTE
Codes = dict[tuple[str, str], str]


def read_mapping(content: bytes) -> Codes:
    """(kind, their code folded) → ours, of a CSV or XLSX; lines without a new code are passed over. FileRefused."""
    sheet = next(iter(read_sheets(content, most_bytes=MOST_BYTES).values()), [])
    kinds = {fold(words): kind for kind, words in KINDS.items()}
    found: Codes = {}
    for line in lines_of(sheet, MAPPING_COLUMNS, needed=("kind", "old", "new"), most_rows=MOST_ROWS):
        kind = kinds.get(fold(line["kind"]))
        if kind is None:
            raise FileRefused(
                f"Tệp ánh xạ, dòng {line.number}: loại “{line['kind'][:20]}” không có; ghi {', '.join(KINDS.values())}."
            )
        if line["new"]:
            found[kind, fold(line["old"])] = line["new"]
    return found


def write_mapping(unknown: Mapping[tuple[str, str], int]) -> bytes:
    """A CSV to be filled: each of their codes that nothing of ours is called, with how many rows name it."""
    rows = [[KINDS[kind], old, "", count] for (kind, old), count in sorted(unknown.items())]
    return write_csv([*MAPPING_COLUMNS.values()], rows)
