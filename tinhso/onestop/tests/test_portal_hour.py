"""Must hold: after an hour in which the portal repeats, reorders and loses messages, both sides agree."""

import sys
import time
from collections import Counter

import pytest

from sandbox.faults import Faults
from tinhso.casework.public import Case
from tinhso.onestop.models import Dossier, PortalArrival, PortalMessage
from tinhso.onestop.tests.makers import Shop, let_sign
from tinhso.onestop.tests.portal_hour import Hour
from tinhso.onestop.tests.portal_makers import Line

DOSSIERS = 200


@pytest.mark.long
def test_both_sides_agree_after_an_hour_of_repeated_reordered_and_lost_messages(line: Line, shop: Shop):
    let_sign(shop.town)
    line.server.faults = line.post.faults = Faults(
        seed=7, busy=0.05, lose=0.05, lose_answer=0.05, repeat=0.1, reorder=0.1
    )
    started = time.process_time()
    hour = Hour(line, DOSSIERS)
    lines = hour.run()
    took = time.process_time() - started
    states = Counter(PortalMessage.objects.values_list("portal_state", flat=True))
    sys.stdout.write(
        f"\n{DOSSIERS} hồ sơ, {sum(states.values())} tin đi, {PortalArrival.objects.count()} tin đến, "
        f"{took:.0f} giây; lỗi đã gây ra: {line.server.faults.counted}\n"
        + "\n".join(lines)
        + f"\nTrạng thái đã báo: {dict(sorted(states.items()))}\n"
    )
    assert lines == [f"{DOSSIERS} hồ sơ khớp, 0 hồ sơ khác."]
    assert Dossier.objects.count() == Case.objects.filter(kind="dossier").count() == DOSSIERS
    assert set(PortalMessage.objects.values_list("state", flat=True)) == {"confirmed"}
    assert all(line.server.faults.counted[name] > 10 for name in ("lose", "lose_answer", "repeat", "reorder"))
    assert {1, 2, 3, 4, 5, 7, 9, 10} <= set(states)
    assert took < 90
