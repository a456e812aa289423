"""The way back from an upgrade: where it came from, and the database of the backup in the place of what is there."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from tinhso.config.backups.archive import unpack_dump
from tinhso.config.backups.postgres_tools import run_tool
from tinhso.config.database import ROOT, as_owner, database, last_upgrade, open_django, state
from tinhso.config.programs import Programs
from tinhso.config.refusal import NOT_READY, Refusal

EMPTY = """
drop schema public cascade;
create schema public authorization pg_database_owner;
grant usage on schema public to public;
comment on schema public is 'standard public schema';
"""


@dataclass(frozen=True)
class Step:
    """An upgrade: the folders of both programs, the backup made before it, the folder of the link."""

    former: str
    new: str
    backup: str
    programs: str


def write_step(mark: Path, step: Step) -> None:
    """On the disk before anything else is done."""
    draft = mark.with_suffix(".part")
    with draft.open("w") as file:
        json.dump(asdict(step), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(mark)


def read_step(mark: Path) -> Step:
    return Step(**json.loads(mark.read_text()))


def refuse_replaced() -> None:
    """A unit that names the folder of one version and not the link would go on starting it after the upgrade, on a newer database. `Refusal`."""
    step = read_step(last_upgrade()) if last_upgrade().exists() else None
    if step is None or Path(step.former).resolve() != ROOT.resolve():
        return
    link = Programs(Path(step.programs)).link
    if link.resolve() != ROOT.resolve():
        raise Refusal(
            f"bản này đã được nâng lên {link.resolve()}: khởi động bằng {link}/bin/tinhso",
            NOT_READY,
            english=f"this version was replaced by {link.resolve()}: start it by {link}/bin/tinhso",
        )


def put_back_database(backup: Path) -> None:
    """The database as it was; `Refusal` before anything is dropped where the backup is not whole.

    No new epoch of seals: the same server goes on counting its transactions. Stored files are only ever added, so
    those of the backup are all there still.
    """
    with database(), tempfile.TemporaryDirectory(dir=state(), prefix=".back-") as folder:
        dump, url = unpack_dump(backup, Path(folder)), as_owner()["DATABASE_URL"]
        with psycopg.connect(url) as connection:
            connection.execute(EMPTY)
        words = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", ""]
        run_tool("pg_restore", *words, dump, url=url)
    give_up_signed_heads()


def give_up_signed_heads() -> None:
    """Heads that were signed since the backup went with the newer database: the next signature says so."""
    open_django()
    # the rooms can be read only once the command has opened Django
    from tinhso.kernel.events.public import give_up_heads

    give_up_heads(state())
