"""How fast are figures? Five million dossiers behind the cells, one run, ratios beside bare PostgreSQL.

    python bench/indicators.py [--rows 5000000] [--reads 30] [--explain]

Without DATABASE_URL (an empty, migrated scratch database, as its owner) it starts a PostgreSQL of its own in a
temporary folder. It loads the province pack, then dossiers of two years over every commune of 2023 and their
agencies, and measures the declared measure `onestop.settled`: its cells summed anew from the rows, and the on-time
rate of 2023 beside 2022 of every commune, read on the borders of 1/7/2025, from the cells. Beside both stands the
same question asked of the same tables in plain SQL. Answers are compared before anything is timed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")


@contextmanager
def scratch() -> Iterator[None]:
    """A migrated database, its own if none is given."""
    from tinhso.config.database import close_pools
    from tinhso.lib.postgres.server import Server

    if os.environ.get("DATABASE_URL"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="tinhso-bench-") as folder:
        server = Server(Path(folder) / "postgres")
        server.start()
        os.environ.update(DATABASE_URL=server.url("postgres"), TINHSO_STATE=folder)
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            yield
        finally:
            close_pools()
            server.stop()
            server.destroy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000, help="how many dossiers")
    parser.add_argument("--reads", type=int, default=30, help="how often the figure is read")
    parser.add_argument("--explain", action="store_true", help="also print the plans of the statements")
    words = parser.parse_args()
    with scratch():
        import django

        django.setup()
        from figures.measure import measure
        from figures.rows import load

        load(words.rows)
        measure(words.rows, words.reads, explain=words.explain)


main()
