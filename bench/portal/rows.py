"""The file of the open-data measurement: a table of ten columns, the same bytes for the same number of rows."""

from pathlib import Path

import duckdb

FIELDS = (
    "Hộ tịch",
    "Đất đai",
    "Bưu chính",
    "Xây dựng",
    "Chứng thực",
    "Y tế",
    "Giáo dục",
    "Đầu tư",
    "Bảo trợ",
)
# About 200 bytes a row, 1 GB for five million: keys, days, words with Vietnamese letters, numbers, one long text.
ROWS = """
select n as id,
  date '2019-01-01' + (hash(n) % 1826)::int as ngay,
  'Huyện ' || lpad((hash(n, 1) % 27)::varchar, 2, '0') as huyen,
  'Xã ' || lpad((hash(n, 2) % 559)::varchar, 3, '0') as xa,
  ({fields})[1 + (hash(n, 3) % {many})::int] as linh_vuc,
  '1.00' || lpad((hash(n, 4) % 9000)::varchar, 4, '0') || '.000.00.00.H56' as ma_thu_tuc,
  'HS-' || lpad((hash(n, 5) % {rows})::varchar, 9, '0') as ma,
  (hash(n, 6) % 400)::int as gio_xu_ly,
  round((hash(n, 7) % 100000000) / 100.0, 2)::double as so_tien,
  'Hồ sơ nộp ngày thứ ' || (hash(n, 8) % 1000)::varchar || ', ' || md5((n * 7)::varchar) || ' tại bộ phận một cửa, '
    || ({fields})[1 + (hash(n, 9) % {many})::int] as ghi_chu
from range({rows}) t(n) order by n
"""
COLUMNS = [
    ["id", "id", "whole"],
    ["ngay", "ngay", "date"],
    ["huyen", "huyen", "text"],
    ["xa", "xa", "text"],
    ["linh_vuc", "linh_vuc", "text"],
    ["ma_thu_tuc", "ma_thu_tuc", "text"],
    ["ma", "ma", "text"],
    ["gio_xu_ly", "gio_xu_ly", "whole"],
    ["so_tien", "so_tien", "number"],
    ["ghi_chu", "ghi_chu", "text"],
]
PG_COLUMNS = (
    "id bigint, ngay date, huyen text, xa text, linh_vuc text, ma_thu_tuc text, ma text, gio_xu_ly integer, "
    "so_tien double precision, ghi_chu text"
)


def write_csv(rows: int, target: Path) -> Path:
    """The file; one written before is taken as it is."""
    if target.exists():
        return target
    draft = target.with_suffix(".new")
    fields = "[" + ", ".join(f"'{field}'" for field in FIELDS) + "]"
    sql = ROWS.format(fields=fields, many=len(FIELDS), rows=rows)
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute(f"copy ({sql}) to '{draft}' (format csv, header)")
    return draft.replace(target)
