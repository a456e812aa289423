"""Must hold: after an hour in which the software of civil status repeats, loses, refuses and is away, both sides agree."""

import sys
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from sandbox.civil_status.faults import Faults
from tinhso.casework.public import Case
from tinhso.onestop.linked_services.actions.repeat_part import repeat_part
from tinhso.onestop.linked_services.tests.linked_makers import LinkedLine
from tinhso.onestop.models import LinkedMessage, LinkedPart

BIRTHS, TICKS = 20, 160
TICK = timedelta(seconds=30)
DOWN = range(20, 30)


def officers(births: LinkedLine, rng: Random) -> None:
    """What was refused is looked at and sent again, now and then."""
    for part in LinkedPart.objects.filter(state="refused").select_related(
        "dossier__case", "dossier__version"
    ):
        if rng.random() < 0.3:
            if part.kind == "civil_status":
                births.shop.register(births.shop.fresh(part.dossier))
            else:
                repeat_part(part=part, by=births.shop.actor("binh"), now=births.shop.now)


@pytest.mark.long
def test_both_sides_agree_after_an_hour_of_refused_repeated_lost_and_late_messages(births: LinkedLine):
    births.server.faults = births.post.faults = Faults(
        seed=11, busy=0.1, lose=0.1, lose_answer=0.15, repeat=0.15, reorder=0.15, refuse=0.15
    )
    dossiers = []
    for number in range(BIRTHS):
        births.shop.answers["ho_ten_tre"] = f"Lê Thử {number}"
        dossiers.append(births.shop.dossier("examine"))
    rng, began = Random(5), timezone.now()  # noqa: S311
    for tick in range(TICKS):
        births.shop.now += TICK
        births.server.faults.down = tick in DOWN
        if dossiers and tick % 2 == 0:
            births.shop.register(births.shop.fresh(dossiers.pop()))
        officers(births, rng)
        births.send_waiting(began + TICK * (tick + 1) + timedelta(days=1))
        births.work(births.shop.now)
    lines = births.compare()
    states = Counter(LinkedPart.objects.values_list("state", flat=True))
    messages = Counter(LinkedMessage.objects.values_list("state", flat=True))
    report = (
        f"{BIRTHS} hồ sơ, phần việc {dict(states)}, tin {dict(messages)}, lỗi {births.server.faults.counts}"
    )
    sys.stdout.write("\n".join(["", report, *lines, ""]))
    assert lines == [f"{BIRTHS * 3} phần việc khớp, 0 phần việc khác."]
    assert states == {"settled": BIRTHS * 3}
    assert set(messages) == {"confirmed"}
    numbers = set(LinkedPart.objects.values_list("kind", "number"))
    assert len(numbers) == BIRTHS * 3 == len(births.server.store.all("entry"))
    assert all(births.server.faults.counts[name] > 2 for name in ("lose", "lose_answer", "repeat", "refuse"))
    assert Case.objects.filter(kind="dossier", step="examine").count() == BIRTHS
