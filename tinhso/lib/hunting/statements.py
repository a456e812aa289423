"""The statements of a hunt. Names come into no statement: they lie in files and tables.

`names` has each distinct name once. Numbers are given in the order of their labels from the right, so that all names below a
suffix have numbers that follow one another, and `suffixes` says from which to which. A hunt compares indicators with distinct
suffixes; only then it looks at rows, which lie in the order of those numbers.
"""

from pathlib import Path

from tinhso.lib.hunting.spool import COLUMNS
from tinhso.lib.tables.statements import quoted


def spool_relation(path: Path) -> str:
    """A log as `Spool` writes it, or a Parquet file with the same columns, some of which may be missing."""
    if path.suffix == ".parquet":
        return f"read_parquet({quoted(str(path))})"
    return lines(path, COLUMNS)


def lines(path: Path, columns: dict[str, str]) -> str:
    """Lines that this package wrote, cells parted by tabs, an empty one for none. Nothing is guessed: a file without a line is a table without a row."""
    named = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in columns.items())
    return (
        f"read_csv({quoted(path)}, auto_detect=false, header=false, delim='\t', quote='', escape='', "
        f"new_line='\\n', nullstr='', columns={{{named}}})"
    )


def parquet(folder: Path, name: str) -> str:
    return f"read_parquet({quoted(str(folder / f'{name}.parquet'))})"


def indicators(path: Path) -> str:
    return (
        f"create or replace temp table wanted as from {lines(path, {'kind': 'varchar', 'value': 'varchar'})}"
    )


LABELLED = """create or replace temp table labelled as
select name, list_reverse(string_split(name, '.')) as labels from (select distinct name from source where name <> '')"""
NUMBERED = """create or replace temp table numbered as
select (row_number() over (order by array_to_string(labels, chr(1))) - 1)::integer as id, name, labels from labelled"""
SUFFIXES = """select suffix, md5_number_lower(suffix) as digest, min(id) as first, max(id) as last from (
  select id, array_to_string(list_reverse(labels[1:level]), '.') as suffix
  from (select id, labels, unnest(range(1, len(labels) + 1)) as level from numbered)
) group by suffix"""
NAMES = "select id, name from numbered order by id"


ROWS = (
    "select n.id as name_id, {columns} from source s left join numbered n on n.name = s.name order by name_id"
)


# Digests of eight bytes are compared first, names only where those agree. Then names below an indicator, each with the most specific
# one: of several suffixes of one name the longest.
DIGESTS = """create temp table if not exists wanted_name as
select value, md5_number_lower(value) as digest from wanted where kind = 'name'"""
CANDIDATES = """create or replace temp table candidate as
select w.digest, w.value from {suffixes} s join wanted_name w on w.digest = s.digest"""
OF_SUFFIXES = """create or replace temp table named as
select id, arg_max(value, length(value)) as value from (
  select c.value, unnest(range(s.first, s.last + 1)) as id
  from {suffixes} s join candidate c on c.digest = s.digest where c.value = s.suffix
) group by id"""
OF_NAMES = """create or replace temp table named as
with recursive above(name, suffix) as (
  select name, name from (select distinct name from source where name <> '')
  union all select name, substr(suffix, instr(suffix, '.') + 1) from above where contains(suffix, '.')
) select name, arg_max(value, length(value)) as value from above join wanted w on w.value = suffix and w.kind = 'name' group by name"""
HITS = """select s.client, 'name' as kind, n.value, min(s.at) as first, max(s.at) as last, count(*) as times, {line} as line
from {rows} s join named n on {joined} group by all"""
# An address counts for itself, else for the narrowest network that holds it.
DESTINATIONS = "select distinct destination from {rows} where destination <> ''"
BY_ADDRESS = """select s.client, w.kind, w.value, min(s.at) as first, max(s.at) as last, count(*) as times, {line} as line
from {rows} s join addressed w on w.destination = s.destination
where not exists (select 1 from named n where {joined}) group by all"""
