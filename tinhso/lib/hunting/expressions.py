"""The hunt as one Ibis expression over the files of an encoded log, for engines that hold more logs than one machine reads.

The program itself asks DuckDB by the statements beside this, which look at digests before words; this says the same without what
is DuckDB's own, so that Spark gives the same hits over the same Parquet files (`bench/security/hunt_engines.py`). Which network a
destination lies in is found by `networks.py` on either way, from the distinct destinations. Ibis takes a second to import.
"""

from typing import Any

ROWS = {
    "name_id": "int32",
    "at": "int64",
    "client": "string",
    "destination": "string",
    "line": "int64",
}
SUFFIXES = {"suffix": "string", "first": "int32", "last": "int32"}
INDICATORS = {"kind": "string", "value": "string"}
ADDRESSED = {"destination": "string", "kind": "string", "value": "string"}
COLUMNS = ("client", "kind", "value", "first", "last", "times", "line")


def hits() -> Any:
    """client, kind, indicator, first, last, times and line of each pair, over tables `rows`, `suffixes`, `wanted`, `addressed`."""
    # it takes a second, and only whoever moves to another engine compiles with it
    import ibis

    rows, suffixes = ibis.table(ROWS, name="rows"), ibis.table(SUFFIXES, name="suffixes")
    wanted, addressed = ibis.table(INDICATORS, name="wanted"), ibis.table(ADDRESSED, name="addressed")
    named = _named(rows, suffixes, wanted)
    by_name = rows.inner_join(named, "name_id").mutate(kind=ibis.literal("name"))
    by_address = rows.anti_join(named, "name_id").inner_join(addressed, "destination")
    found = [_totals(one) for one in (by_name, by_address)]
    return found[0].union(found[1]).order_by(list(COLUMNS))


def _named(rows: Any, suffixes: Any, wanted: Any) -> Any:
    """Of each name that is met the most specific indicator above it: of several suffixes of one name the longest."""
    names = wanted.filter(wanted.kind == "name")
    spans = suffixes.inner_join(names, suffixes.suffix == names.value)[["value", "first", "last"]]
    met = rows.filter(rows.name_id.notnull()).select("name_id").distinct()
    below = met.inner_join(spans, [met.name_id >= spans.first, met.name_id <= spans.last])
    below = below.select("name_id", "value").mutate(size=lambda each: each.value.length())
    longest = below.group_by("name_id").aggregate(longest=lambda each: each["size"].max())
    best = below.inner_join(longest, "name_id").filter(lambda each: each["size"] == each.longest)
    return best.select("name_id", "value")


def _totals(found: Any) -> Any:
    groups = found.group_by("client", "kind", "value")
    made = groups.aggregate(
        first=lambda each: each["at"].min(),
        last=lambda each: each["at"].max(),
        times=lambda each: each.count(),
        line=lambda each: each["line"].min(),
    )
    return made.select(*COLUMNS)


def hits_sql(dialect: str) -> str:
    """As one SELECT in the dialect of an engine (`duckdb`, `pyspark`, `trino` …)."""
    # as above
    import ibis

    return str(ibis.to_sql(hits(), dialect=dialect))
