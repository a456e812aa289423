"""An agency's publisher and its data officer, a dataset of theirs, and files that arrive."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.town import DAY, Town, make_officer
from tinhso.kernel.people.public import Actor, actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.tables.children.intake_process import read_whole
from tinhso.lib.tables.plan import NoTable
from tinhso.opendata.intakes.actions.begin_intake import add_piece, begin_upload, finish_upload
from tinhso.opendata.intakes.worker import NotRead, run_intake
from tinhso.opendata.models import Dataset, DataTable, Intake
from tinhso.opendata.open_list.actions.load_open_data import load_open_data
from tinhso.opendata.publishing.actions.draft_dataset import draft_dataset

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
CONTENT: dict[str, Any] = {
    "title": "Chợ của tỉnh",
    "description": "Mọi chợ",
    "theme": "kinh-te",
    "keywords": ["chợ"],
}
GOOD = "Mã;Tên chợ;Diện tích\n01;Chợ Vườn Hoa;1.200,5\n02;Chợ Đông Thành;980\n".encode()


@dataclass
class Publishers:
    """Emi writes at agency A, Dao answers there; Bảo is of agency B."""

    town: Town
    emi: Actor
    dao: Actor
    bao: Actor
    dataset: Dataset


def publishers(town: Town) -> Publishers:
    from tinhso.kernel.people.public import SYSTEM

    load_open_data(by=SYSTEM, now=NOW)
    user = make_officer("dao", "Đỗ Thị Đào", town.agency_a, "Cán bộ dữ liệu", DataOfficer)
    emi, bao = town.actor("emi"), town.actor("bao")
    dataset = draft_dataset(agency=town.agency_a, content=CONTENT, by=emi, now=NOW)
    return Publishers(town, emi, actor_of(user, on=DAY), bao, dataset)


def sent(
    dataset: Dataset, content: bytes, by: Actor, name: str = "cho.csv", table: DataTable | None = None
) -> Intake:
    """A file sent in one piece, waiting for its worker."""
    intake = begin_upload(dataset=dataset, name=name, size=len(content), by=by, now=NOW, table=table)
    add_piece(intake=intake, offset=0, data=content, by=by)
    finish_upload(intake=intake, by=by, now=NOW)
    return intake


def read_here(intake: Intake, original: Path, read: Path) -> dict[str, Any]:
    """The child's work in this process: a child needs a second to start, and one test tries it whole."""
    words = {"source": original, "folder": read, "wish": intake.wish, "schema": intake.table.schema}
    try:
        return read_whole({**words, "memory": "512MB"}, lambda step: None)
    except NoTable as refused:
        raise NotRead(str(refused)) from refused


def read(
    dataset: Dataset, content: bytes, by: Actor, name: str = "cho.csv", table: DataTable | None = None
) -> Intake:
    """A file sent and read."""
    intake = sent(dataset, content, by, name, table)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    return intake
