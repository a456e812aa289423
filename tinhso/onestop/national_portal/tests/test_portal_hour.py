"""Must hold: after an hour in which the portal repeats, reorders and loses messages, both sides agree.

Everything goes over HTTP, both ways: the sandbox's server calls our own, ours calls the sandbox's. Every event is
handed to all its receivers. `TINHSO_PORTAL_DOSSIERS=200 bin/test --all tinhso/onestop/national_portal/tests/test_portal_hour.py -s`
(add `-o faulthandler_timeout=0` on a busy machine) runs a bigger hour and prints it; the daily tests take a smaller one.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.faults import Faults
from tinhso.casework.public import Case
from tinhso.onestop.models import Dossier, PortalArrival, PortalMessage
from tinhso.onestop.national_portal.tests.portal_hour import Hour
from tinhso.onestop.national_portal.tests.portal_makers import Line, open_line
from tinhso.onestop.tests.makers import Shop, let_sign

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
DOSSIERS = int(os.environ.get("TINHSO_PORTAL_DOSSIERS", "40"))
CHANCES = {"busy": 0.08, "lose": 0.08, "lose_answer": 0.08, "repeat": 0.15, "reorder": 0.15}


@pytest.fixture
def wire(live_server: Any, shop: Shop, client: Any, settings: Any) -> Iterator[Line]:
    """Our server and the sandbox's, each knowing the other's address."""
    settings.SITE_URL = live_server.url
    with open_line(shop, client, settings, live_server.url) as line:
        yield line


def test_both_sides_agree_after_an_hour_of_repeated_reordered_and_lost_messages(wire: Line, shop: Shop):
    let_sign(shop.town)
    wire.server.faults = wire.post.faults = Faults(seed=7, **CHANCES)
    started = time.process_time()
    lines = Hour(wire, DOSSIERS).run()
    took = time.process_time() - started
    states = Counter(PortalMessage.objects.values_list("portal_state", flat=True))
    sys.stdout.write(
        f"\n{DOSSIERS} hồ sơ, {sum(states.values())} tin đi, {PortalArrival.objects.count()} tin đến qua HTTP, "
        f"{took:.0f} giây CPU; lỗi đã gây ra: {wire.server.faults.counts}\n"
        + "\n".join(lines)
        + f"\nTrạng thái đã báo: {dict(sorted(states.items()))}\n"
    )
    assert lines == [f"{DOSSIERS} hồ sơ khớp, 0 hồ sơ khác."]
    assert Dossier.objects.count() == Case.objects.filter(kind="dossier").count() == DOSSIERS
    assert set(PortalMessage.objects.values_list("state", flat=True)) == {"confirmed"}
    assert all(wire.server.faults.counts[name] > 10 for name in ("lose", "lose_answer", "repeat", "reorder"))
    assert {1, 2, 3, 4, 5, 7, 9, 10} <= set(states)
    fetch_results(wire)


def fetch_results(wire: Line) -> None:
    """What the portal was told to be a result is a PDF that it can fetch from us."""
    rows = [row for row in wire.server.store.all("dossier") if row["row"].get("DanhSachGiayToKetQua")]
    assert rows
    for row in rows[:5]:
        assert wire.server.result(row["national"], 0).startswith(b"%PDF")
