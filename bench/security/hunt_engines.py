"""Does a hunt find the same on another engine? DuckDB as the program hunts, beside PySpark over the same Parquet files.

    python bench/security/hunt_engines.py [--rows 1000000] [--indicators 100000] [--tools DIR]

Opt-in: it needs Java 17 and installs PySpark 4.0 (about 800 MB) into a virtual environment of its own, `--tools` keeps it. The
statement is the Ibis expression of `tinhso/lib/hunting/expressions.py`, compiled for each engine; every hit is compared. Exit
code 1 where one differs, or where nothing is found.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
NEEDED = ["ibis-framework==12.0.0", "pyspark>=4.0,<4.1", "duckdb==1.5.5", "sqlglot<29", "django~=5.2"]
NEEDED += ["pandas", "pyarrow", "pyarrow_hotfix", "rich", "setuptools", "packaging", "idna"]
MACHINES, NAMES_EACH = 500, 20
PARTS = ("mail", "cdn", "www", "api", "a", "b", "tin", "anh")


def write_log(folder: Path, rows: int, chance: random.Random) -> list[str]:
    """A log as the program encodes it, with some destinations; the domains that it names."""
    from tinhso.lib.hunting.engine import connect, encode

    domains = [f"mien-{n}.example" for n in range(rows // NAMES_EACH)]
    source = folder / "source.parquet"
    with connect(folder, "2GB") as connection:
        connection.execute("create table domain (place integer, domain varchar)")
        connection.executemany("insert into domain values (?, ?)", list(enumerate(domains)))
        parts = ", ".join(f"'{one}'" for one in PARTS)
        connection.execute(
            f"""copy (select [{parts}][1 + (hash(n, 1) % {len(PARTS)})::int] || '.' || d.domain as name,
            '10.' || (hash(n, 2) % 5) || '.0.' || (hash(n, 2) % {MACHINES // 5}) as client, n::bigint as at, n::bigint as line,
            case when n % 7 = 0 then '203.0.' || (hash(n, 3) % 4) || '.' || (hash(n, 4) % 256) else '' end as destination
            from range({rows}) t(n) join domain d on d.place = (hash(n) % {len(domains)})::int)
            to '{source}' (format parquet)"""
        )
        encode(connection, source, folder)
    return chance.sample(domains, min(len(domains), 200))


def write_wanted(folder: Path, met: list[str], indicators: int) -> list[tuple[str, str]]:
    """Names that are there, names of one host below them, networks, and many that nobody asked for."""
    wanted = [("name", one) for one in met] + [("name", f"mail.{one}") for one in met[:50]]
    wanted += [("network", "203.0.1.0/24"), ("address", "203.0.2.7")]
    wanted += [("name", f"khong-{n}.invalid") for n in range(indicators - len(wanted))]
    (folder / "wanted.tsv").write_text("".join(f"{kind}\t{value}\n" for kind, value in wanted))
    return wanted


def by_duckdb(folder: Path) -> list[Any]:
    from tinhso.lib.hunting.engine import connect, hunt, load_indicators

    with connect(folder, "2GB") as connection:
        load_indicators(connection, folder / "wanted.tsv")
        return hunt(connection, folder)


def by_spark(folder: Path, wanted: list[tuple[str, str]]) -> tuple[list[Any], float]:
    """The hits, and the seconds without Spark's start."""
    from pyspark.sql import SparkSession

    from tinhso.lib.hunting.expressions import hits_sql
    from tinhso.lib.hunting.networks import Networks

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for name in ("rows", "suffixes"):
        spark.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    began = time.perf_counter()
    spark.createDataFrame(wanted, "kind string, value string").createOrReplaceTempView("wanted")
    known = Networks([one for one in wanted if one[0] != "name"])
    texts = spark.sql("select distinct destination from rows where destination <> ''").collect()
    pairs = [(text, *pair) for (text,) in texts if (pair := known.of(text))]
    spark.createDataFrame(pairs, "destination string, kind string, value string").createOrReplaceTempView(
        "addressed"
    )
    found = [tuple(row) for row in spark.sql(hits_sql("pyspark")).collect()]
    seconds = time.perf_counter() - began
    spark.stop()
    return found, seconds


def compare(rows: int, indicators: int, folder: Path) -> int:
    met = write_log(folder, rows, random.Random(19))  # noqa: S311 - invents
    wanted = write_wanted(folder, met, indicators)
    began = time.perf_counter()
    ours = by_duckdb(folder)
    ours_took = time.perf_counter() - began
    theirs, took = by_spark(folder, wanted)
    same = sorted(theirs) == sorted(ours) and bool(ours)
    print(
        f"{rows:,} rows, {len(wanted):,} indicators: {len(ours):,} hits, {'the same' if same else 'OTHERS'} on Spark;"
        f" DuckDB {ours_took:.1f} s, Spark {took:.1f} s without its start"
    )
    return 0 if same else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--indicators", type=int, default=100_000)
    parser.add_argument("--tools", type=Path, help="where PySpark's environment is kept")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tinhso-hunt-") as name:
        tools = words.tools or Path(name) / "tools"
        if Path(sys.prefix) != tools.absolute():
            if not (tools / "bin" / "python").exists():
                subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
            subprocess.run([tools / "bin" / "python", "-m", "pip", "install", "-q", *NEEDED], check=True)
            arguments = [f"--rows={words.rows}", f"--indicators={words.indicators}", f"--tools={tools}"]
            return subprocess.run(
                [str(tools / "bin" / "python"), __file__, *arguments], check=False
            ).returncode
        return compare(words.rows, words.indicators, Path(name))


if __name__ == "__main__":
    sys.exit(main())
