"""How fast is the open data portal? One run beside Datasette, PostgreSQL COPY and bare DuckDB, in ratios.

    python bench/opendata.py [--rows 5000000] [--reads 15] [--folder DIR] [--tools DIR] [--key] [--view]

A CSV of ten columns is written by rule (5 million rows: about 1 GB), taken in by us, by COPY and by `sqlite3 .import`,
and asked over HTTP: a filtered page, a deep page (row 100,000 of 5 million; and one at half), group by, count distinct,
a text filter, and the whole as CSV. Our side is the web process that `tinhso up` starts, with CKAN's addresses, so every
page is also counted; Datasette answers the bare SELECT. Datasette is installed by this script into a virtual
environment of its own, is asked once with its default limits (1 s a query), which refuse what takes longer, and timed with them
raised; its table has no index, or with `--key` that of `id`, which makes its pages in order of `id` quick. Bare DuckDB uses every core in this process. Answers are compared first.
`--folder` keeps the files for another run, `--tools` the environment. Without DATABASE_URL (an empty scratch database,
as its owner) it starts a PostgreSQL of its own.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--reads", type=int, default=15, help="how often each question is asked")
    parser.add_argument("--folder", type=Path, help="where the CSV is kept; otherwise a temporary folder")
    parser.add_argument("--tools", type=Path, help="where Datasette's environment is kept")
    parser.add_argument("--key", action="store_true", help="SQLite's table has id as its key; else no index")
    parser.add_argument(
        "--view",
        action="store_true",
        help="only the first page that fresh processes answer; nothing beside us",
    )
    words = parser.parse_args()
    from portal.rows import write_csv

    with tempfile.TemporaryDirectory(prefix="tinhso-bench-") as name:
        folder = Path(name)
        source = write_csv(words.rows, (words.folder or folder) / f"bench-{words.rows}.csv")
        tools = None if words.view else words.tools or folder / "tools"
        run(source, words.rows, folder, tools, words.reads, key=words.key)


def run(source: Path, rows: int, folder: Path, tools: Path | None, reads: int, *, key: bool) -> None:
    """With a migrated scratch database, its own if none is given."""
    from tinhso.config.database import close_pools
    from tinhso.lib.postgres.server import Server

    os.environ["TINHSO_STATE"] = str(folder)
    server = None if os.environ.get("DATABASE_URL") else Server(folder / "postgres")
    if server:
        server.start()
        os.environ["DATABASE_URL"] = server.url("postgres")
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from portal.measure import first_views, measure

        if tools is None:
            first_views(source, rows, folder)
            return
        measure(source, rows, folder, tools, os.environ["DATABASE_URL"], reads, key=key)
    finally:
        close_pools()
        if server:
            server.stop()
            server.destroy()


main()
