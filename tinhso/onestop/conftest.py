import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tests.town import Town
from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.catalogue.actions.load_catalogue import Loaded, load_catalogue
from tinhso.onestop.data import reading
from tinhso.onestop.linked_services.tests.linked_makers import (
    BirthShop,
    LinkedLine,
    make_birth_version,
    open_linked_line,
)
from tinhso.onestop.national_portal.tests.portal_makers import Line, open_line
from tinhso.onestop.tests.makers import SERVICES, Shop, make_instance, make_rules, make_version

HOLDERS = [
    Holder("chi", "Hoàng Văn Chi", "Sở A", "person"),
    Holder("so-a", "Sở A", "", "agency"),
    Holder("binh", "Nguyễn Thị Bình", "Sở A", "person"),
]


@pytest.fixture(scope="module")
def _loaded_catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The everyday procedures in a transaction around all tests of one file, rolled back after them."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(reading, "procedures", everyday_rows)
        opening = datetime(2024, 3, 8, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        yield load_catalogue(by=SYSTEM, now=opening, services=SERVICES)
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(_loaded_catalogue: Loaded, db: None) -> Loaded:
    """The everyday procedures of the province pack, about seventy, loaded once a file: the whole list takes two
    seconds. Not for tests that commit or use several connections."""
    return _loaded_catalogue


whole_list = reading.procedures


def everyday_rows() -> list[reading.ProcedureRow]:
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    return [row for row in whole_list() if row.code in everyday]


@pytest.fixture(scope="session")
def signing_service(tmp_path_factory: Any) -> Iterator[Server]:
    """The sandbox of the officials' signing machines, with tokens for Chi, Bình and agency A."""
    server = Server(tmp_path_factory.mktemp("signing"))
    for holder in HOLDERS:
        server.holders.add(holder)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shop(town: Town, signing_service: Server, settings: Any, tmp_path: Any) -> Shop:
    """The town on 08/03/2024 with one published procedure and its rules; files go into a folder of the test."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SIGNING_SERVICE_URL = signing_service.url
    settings.TRUST_ROOTS = [str(signing_service.holders.authority.folder / "root.crt")]
    make_rules()
    make_instance()
    return Shop(town, make_version(town), signing_service.url)


@pytest.fixture
def line(shop: Shop, client: Any, settings: Any) -> Iterator[Line]:
    """The shop, connected with the sandbox of the national portal."""
    with open_line(shop, client, settings) as line:
        yield line


@pytest.fixture
def births(town: Town, client: Any, settings: Any, tmp_path: Any) -> Iterator[LinkedLine]:
    """Births are declared at agency A, which is connected with the sandbox of the software of civil status."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    make_rules()
    make_instance()
    with open_linked_line(BirthShop(town, make_birth_version(town)), client, settings) as line:
        yield line
