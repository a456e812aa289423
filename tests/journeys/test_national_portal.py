"""One dossier from the portal's form to its result there: filed by a citizen, handled at our desk, told back step by step."""

import threading
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest
from django.utils import timezone

from sandbox.national_portal.server import Server
from sandbox.store import Store
from tinhso.casework.public import Case
from tinhso.kernel.files.public import StoredFile, scan_file
from tinhso.onestop.conftest import shop, signing_service  # noqa: F401 - fixtures
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.models import Dossier, HandOver
from tinhso.onestop.national_portal.tests.portal_makers import AN, CATALOGUE, SECRET, Line
from tinhso.onestop.tests.makers import CODE, Shop, let_sign

pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
OPENER = build_opener(ProxyHandler({}))


def fetch(url: str, **form: str) -> str:
    with OPENER.open(url, data=urlencode(form).encode() if form else None) as answer:
        return answer.read().decode("utf-8", "replace")


@pytest.fixture
def portal(live_server, settings):
    """The sandbox, which calls our site over HTTP and is called by it."""
    server = Server(Store(), CATALOGUE, client=live_server.url, secret=SECRET)
    settings.NATIONAL_PORTAL = {"url": server.url, "unit": "H56", "secret": SECRET}
    settings.SITE_URL = live_server.url
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_dossier_of_the_portal_is_handled_to_its_result_and_the_portal_shows_it(
    shop: Shop,  # noqa: F811
    portal: Server,
    client,
):
    let_sign(shop.town)
    line = Line(shop, portal, client)
    page = fetch(
        f"{portal.url}/nop-ho-so/{CODE}/",
        **{"person": AN["id_number"], "f.muc_dich": "Mở bưu cục", "pay": "1"},
    )
    assert "tỉnh đã nhận" in page
    dossier = Dossier.objects.whole().get()
    code = dossier.portal_dossier.national_code
    assert dossier.case.source == Case.Source.NATIONAL_PORTAL
    for file in StoredFile.objects.pending():
        scan_file(file.pk, now=shop.now)

    shop.now += timedelta(minutes=30)
    way = shop.way()
    for deed in ("receive", "forward", "assign", "examine", "sign", "issue"):
        way[deed](shop.fresh(dossier))
    hand_over_result(
        dossier=(last := shop.fresh(dossier)),
        how=HandOver.How.ONLINE,
        collected_by="Lê Thị An",
        id_number="",
        **shop.words("binh", last),
    )
    line.hear()
    line.send_waiting(timezone.now() + timedelta(seconds=1))

    page = fetch(f"{portal.url}/ho-so/{code}/")
    assert "Trạng thái 10: Đã trả kết quả" in page
    assert "Giấy phép thử" in page
    assert fetch(f"{portal.url}/ho-so/{code}/ket-qua/0/").startswith("%PDF")
    assert line.compare() == ["1 hồ sơ khớp, 0 hồ sơ khác."]
