"""Dossiers that wait for the head's signature, and a signing service with tokens for the cast."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tests.town import Town
from tinhso.casework.case import turns
from tinhso.casework.public import Case, State
from tinhso.casework.tests.makers import NOW, make_case, make_process
from tinhso.onestop.data import reading
from tinhso.onestop.models import Decision, Dossier, Procedure, ProcedureField, ProcedureVersion

FROM_2020 = (date(2020, 1, 1), None)
numbers = count(1)


@contextmanager
def signing_service(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    server.holders.add(Holder("chi", "Hoàng Văn Chi", "Sở A", "person"))
    server.holders.add(Holder("so-a", "Sở A", "", "agency"))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use_service(settings: Any, service: Server, folder: Path) -> None:
    settings.DEMO = True
    settings.MEDIA_ROOT = folder
    settings.TRUST_ROOTS = [str(service.holders.authority.folder / "root.crt")]
    settings.SIGNING_SERVICE_URL = settings.LOCAL_SIGNING_URL = service.url
    settings.CSP_CONNECT = [service.url]


def make_version() -> ProcedureVersion:
    number = next(numbers)
    field = ProcedureField.objects.create(code=f"buu-chinh-{number}", name="Bưu chính", sort_key="buu chinh")
    procedure = Procedure.objects.create(
        code=f"1.00{number:04}", name="Cấp giấy phép bưu chính", field=field, content_digest="", sort_key="cap",
        valid=FROM_2020, source="test",
    )  # fmt: skip
    return ProcedureVersion.objects.create(
        procedure=procedure, number=1, form=reading.form("don-chung-1"), result_name="Giấy phép bưu chính",
        valid=FROM_2020, source="test",
    )  # fmt: skip


def waiting_for_the_head(town: Town, version: ProcedureVersion | None = None) -> Dossier:
    """A dossier at agency A with a drafted result, at the step `sign`."""
    case = make_case(
        kind="dossier",
        state=State.IN_PROGRESS,
        step="sign",
        process=make_process(),
        agency=town.agency_a,
        desk=town.desk_a,
        person=town.an.person,
    )
    turns.give_turn(case.pk, agency_id=town.agency_a.pk, role="head", act="sign")
    dossier = Dossier.objects.create(
        case=case, version=version or make_version(), level="province", applicant_name="Lê Thị An"
    )
    Decision.objects.create(
        dossier=dossier,
        title="Giấy phép bưu chính",
        articles=["Cấp giấy phép bưu chính cho Lê Thị An."],
        drafted_by=town.emi,
        drafted_at=NOW,
    )
    return dossier


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.whole().get(pk=dossier.pk)


def case_of(dossier: Dossier) -> Case:
    return Case.objects.get(pk=dossier.pk)
