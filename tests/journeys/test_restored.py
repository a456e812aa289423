"""A filled province is backed up, comes back on a fresh server, goes on working there, and still proves itself."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tinhso.lib.postgres.server import Server

ROOT = Path(__file__).resolve().parents[2]
RECEIVE = """
from decimal import Decimal

from tinhso.casework.public import State
from tinhso.kernel.events.public import seal
from tinhso.kernel.people.public import Post, actor_of
from tinhso.kernel.site import clock
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.models import Dossier, FeeCharge

now = clock.now()
limit = TimeLimit(Decimal(10), Unit.WORKING_DAY, "Nhập tại nơi tiếp nhận")
slips = []
for post in Post.objects.on(now.date()).filter(roles__contains=["desk"]).order_by("pk"):
    by = actor_of(post.user, post_id=post.pk, on=now.date())
    waiting = Dossier.objects.visible_to(by).filter(case__state=State.SUBMITTED, case__desk=post.agency)
    waiting = waiting.exclude(charge__state=FeeCharge.State.OPEN).order_by("pk")
    for one in waiting[: 2 - len(slips)]:
        slips.append(accept_dossier(dossier=one, ver=one.case.ver, by=by, now=now, limit=limit))
numbers = [f"{slip.number}:{slip.dossier.case.desk_id}" for slip in slips]
print(slips[0].dossier.case_id, *numbers, seal())
"""
"""Two dossiers are received at whichever desks have some (how many wait where differs from day to day), then sealed: the case
of the first, both numbers with the desk whose series it is, how many rows."""

pytestmark = pytest.mark.long


@pytest.fixture
def place():
    """A folder that PostgreSQL's account may enter."""
    with tempfile.TemporaryDirectory(prefix="tinhso-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def run(state: Path, *words: str | Path, code: int = 0, **also: str) -> str:
    """The command in a process of its own on that state folder, and what it said when it ended with `code`."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_", "PG"))}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *map(str, words)],
        env=inherited | {"PYTHONPATH": str(ROOT), "TINHSO_STATE": str(state), "TINHSO_DEMO": "1"} | also,
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def fill(state: Path) -> None:
    """Pack, catalogue and cast by their actions, a year of dossiers by the COPY writers, a file in the store."""
    run(state, "tinhso", "prepare", "--quiet")
    server = Server(state / "postgres")
    server.start()
    try:
        app = server.url("tinhso_app")
        run(state, "tinhso.config.demo.data", "--today", "--dossiers", "60", DATABASE_URL=app)
    finally:
        server.stop()
    (state / "files/ab").mkdir(exist_ok=True)  # one file of the demo in 256 begins so
    (state / "files/ab/tệp").write_text("nội dung")


def lie_about(state: Path, case_id: int) -> int:
    """Change the last event of the case by hand, as a superuser who lifts the triggers; its number."""
    server = Server(state / "postgres")
    try:
        with psycopg.connect(server.start(), autocommit=True) as connection:
            connection.execute("alter table kernel_event disable trigger user")
            row = connection.execute(
                "update kernel_event set actor_id = actor_id + 1 where id ="
                " (select max(id) from kernel_event where case_id = %s) returning id",
                [case_id],
            ).fetchone()
            connection.execute("alter table kernel_event enable trigger user")
    finally:
        server.stop()
    assert row
    return int(row[0])


def receive(state: Path) -> tuple[int, list[str], int]:
    """The case of the first dossier received, the numbers of the receipts, the rows sealed after."""
    case_id, *numbers, sealed = run(state, "tinhso", "shell", "--no-imports", "-c", RECEIVE).split()
    return int(case_id), numbers, int(sealed)


def checked(output: str) -> int:
    found = re.search(r"(\d+) dòng đã kiểm tra", output)
    assert found, output
    return int(found.group(1))


def test_a_restored_province_goes_on_and_names_the_row_that_lies(place):
    old, new, file = place / "cũ", place / "mới", place / "b.tar"
    fill(old)
    _, before, _ = receive(old)
    known = checked(run(old, "tinhso", "verify"))
    run(old, "tinhso", "backup", file)
    tried = run(old, "tinhso", "backup", "--check", file, "--scratch", place)
    assert "Không có sai sót" in tried and "Tốt:" in tried
    assert {one.name for one in place.iterdir()} == {"cũ", "b.tar"}

    run(new, "tinhso", "restore", file)
    assert (new / "files/ab/tệp").read_text() == "nội dung"
    case_id, after, sealed = receive(new)
    assert sealed >= 2
    assert not set(before) & set(after)  # the counters go on where they were
    output = run(new, "tinhso", "verify")
    assert "Không có sai sót" in output
    assert checked(output) >= known + sealed

    row = lie_about(new, case_id)
    assert re.search(rf"\b{row}\b", run(new, "tinhso", "verify", code=1))
