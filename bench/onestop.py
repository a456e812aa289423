"""How fast do cases move, and how long do officers wait for their lists? Figures of one run, as ratios.

    python bench/onestop.py [--seconds 20] [--cases 100000] [--tools DIR]

Without DATABASE_URL (an empty, migrated scratch database, as its owner) it starts a PostgreSQL of its own in a
temporary folder. Moves: each action in process, one after the other, and beside it, case by case in turn, plain
psycopg that sends the very same statements (captured from the actions, with the ids of other cases), a transaction
each, on the same server; every move also defers the job that delivers its event. CPU is that of this process and of the
backend that answers it. `--cases 0` leaves out the lists. With `--tools` django-viewflow (installed there, for the
measurement only) takes a dossier in turn through the same six moves on another database of the server.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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
    parser.add_argument("--seconds", type=float, default=20, help="how long the moves are measured")
    parser.add_argument("--cases", type=int, default=100_000, help="how many cases the lists are read from")
    parser.add_argument("--statements", action="store_true", help="also print the statements of each move")
    parser.add_argument("--explain", action="store_true", help="also print the plans of slow reads")
    parser.add_argument("--tools", type=Path, help="where django-viewflow's environment is kept")
    words = parser.parse_args()
    with scratch():
        import django

        django.setup()
        from desk.beside import viewflow
        from desk.moves import measure_moves
        from desk.reads import measure_reads

        with viewflow(words.tools) if words.tools else nullcontext() as beside:
            town = measure_moves(words.seconds, show=words.statements, viewflow=beside)
        if words.cases:
            measure_reads(words.cases, town, explain=words.explain)


if __name__ == "__main__":
    main()
