"""Control plane and time stamps away while calls go on: none is refused, and all rows come in afterwards.

A plane has no database: what a stopped one means to it is that nobody takes its rows away and no policy comes.
"""

import time

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.models import ExchangeCall
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.exchange.plane.tests.loading import calling
from tinhso.lib.exchange.plane.tests.running import ControlPlane, plane, policy, provider, serving, signed

AWAY = 20.0


@pytest.mark.long
def test_control_plane_and_time_stamps_away_refuse_nobody_and_lose_no_row(db, tmp_path, settings):
    settings.TIMESTAMP_URLS = ["http://127.0.0.1:1/"]
    ControlPlane.document = b""
    with provider() as port, serving(ControlPlane) as control:
        pull = {"pull_url": f"http://127.0.0.1:{control}/", "pull_token": "t", "pull_seconds": 0.2}
        ControlPlane.document = signed(policy(port, 5))
        with plane(tmp_path / "p", ControlPlane.document, **pull) as running:
            with calling(running) as plain, calling(running, evidence=True, callers=2) as proved:
                time.sleep(2)
                ControlPlane.document = b""  # answers 404
                time.sleep(AWAY)
                ControlPlane.document = signed(policy(port, 6))
                time.sleep(2)
            assert running.ask("GET", "/healthz")[2] == b'{"ready": true, "policy": 6}'
    asked = plain.ids | proved.ids
    assert len(asked) > AWAY and not (plain.refused + proved.refused or plain.broken + proved.broken)
    assert not ExchangeCall.objects.exists()
    imported = import_calls(folder=tmp_path / "p" / "calls", by=SYSTEM, now=NOW)
    calls = ExchangeCall.objects.exclude(operation="token")
    assert (imported.unreadable, imported.unopened) == (0, 0)
    assert {str(one) for one in calls.values_list("id", flat=True)} == asked
    assert set(calls.values_list("code", flat=True)) == {"ok"}
    assert calls.filter(evidence=True).count() == len(proved.ids)
