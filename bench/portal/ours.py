"""Our own side of the open-data measurement: the dataset, taken in as a worker does, and the web process."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from portal.rows import COLUMNS
from portal.sides import Cost, Server, free_port, our_addresses, running, spent
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import HANOI
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.table_names import resource_id
from tinhso.opendata.engine.profiles import keep_profile
from tinhso.opendata.models import Dataset, DataTable, DataVersion, Licence, Theme
from tinhso.opendata.public import load_open_data

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
INTAKE = (
    "import sys; from pathlib import Path; from tinhso.lib.tables.any_file import take_in_file; "
    "take_in_file(Path(sys.argv[1]), Path(sys.argv[2]), step=lambda word: None)"
)


def take_in(source: Path) -> tuple[Path, Cost]:
    """The folder of the new version and what it cost; both files, as the portal keeps them."""
    folder = store.folder_of(uuid4())
    folder.mkdir(parents=True)
    words = [sys.executable, "-c", INTAKE, str(source), str(folder)]
    cost = spent(
        lambda: subprocess.run(words, check=True), lambda: sum(f.stat().st_size for f in folder.iterdir())
    )
    shutil.rmtree(folder / "spill", ignore_errors=True)
    return folder, cost


def publisher() -> Agency:
    """A named installation and the agency that publishes in it."""
    Instance.objects.get_or_create(
        pk=1, defaults={"name": "Đo", "owner": "Đo", "province_code": "38", "ident_code": "H56"}
    )
    return Agency.objects.create(
        code="so-bench",
        name="Sở đo tốc độ",
        short_name="Sở đo tốc độ",
        kind=Agency.Kind.DEPARTMENT,
        level=Agency.Level.PROVINCE,
        valid=DateRange(date(2020, 1, 1), None),
        source="bench",
        sort_key="so-bench",
        ident_code="H56.14",
    )


def publish(folder: Path, rows: int) -> Dataset:
    """An open dataset with this version."""
    agency = publisher()
    load_open_data(by=SYSTEM, now=NOW)
    dataset = Dataset.objects.create(
        slug="bench",
        title="Bảng đo",
        sort_key="bang do",
        table="bench.table",
        publisher=agency,
        theme=Theme.objects.all()[0],
        licence=Licence.objects.all()[0],
        state=Dataset.State.OPEN,
        opened_at=NOW,
        created_at=NOW,
        changed_at=NOW,
    )
    table = DataTable.objects.first_of(dataset)
    version = DataVersion.objects.create(
        dataset=dataset,
        table=table,
        number=1,
        folder=folder.name,
        columns=COLUMNS,
        rows=rows,
        digest="0" * 64,
        octets=(folder / "table.parquet").stat().st_size,
        published_at=NOW,
    )
    Dataset.objects.filter(pk=dataset.pk).update(current=version)
    DataTable.objects.filter(pk=table.pk).update(current=version, state=DataTable.State.PUBLISHED)
    version.refresh_from_db()
    keep_profile(version, now=NOW)  # as the job after a publication does
    return dataset


@contextmanager
def served(dataset: Dataset, rows: int, log: Path) -> Iterator[Server]:
    """The web process as `tinhso up` starts it, one process."""
    port = free_port()
    words = [sys.executable, "-m", "tinhso.config.web", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", "1", "--threads", "4", "tinhso.config.wsgi:application"]
    with running("Tỉnh Số", words, port, "/healthz", log) as server:
        name = resource_id(dataset.slug)
        server.addresses = lambda turn: our_addresses(rows, name, turn)
        yield server
