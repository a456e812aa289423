import pytest

from tinhso.casework.queries import worklist
from tinhso.demo.load import load
from tinhso.kernel.events.public import EventRow, seal, verify
from tinhso.kernel.people.public import User, actor_of
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier

GROUPS = {
    "binh": {"receive", "forward", "hand_over"},
    "chi": {"assign", "sign"},
    "emi": {"examine"},
    "van": {"issue"},
    "hoa": {"receive", "forward", "hand_over"},
    "long": {"assign", "sign"},
    "khanh": {"examine"},
    "my": {"issue"},
    "nga": {"receive", "forward", "hand_over"},
    "thanh": {"examine"},
    "loc": {"sign"},
    "ven": {"issue"},
}


@pytest.fixture(params=[False, True], ids=["2024", "today"])
def demo(request, db):
    load(today=request.param, dossiers=300)


def test_every_group_of_each_of_the_cast_has_work(demo):
    now = clock.now()
    for username, acts in GROUPS.items():
        actor = actor_of(User.objects.get(username=username), on=now.date())
        found = worklist(actor, now=now)
        assert acts <= {key for key, n in found.totals.items() if n >= 4}, (username, found.totals)
        assert found.late, username


def test_the_log_of_a_loaded_demo_is_true_and_a_second_loading_changes_nothing(db):
    load(today=False, dossiers=100)
    dossiers, events = Dossier.objects.count(), EventRow.objects.count()
    load(today=False, dossiers=100)
    assert (Dossier.objects.count(), EventRow.objects.count()) == (dossiers, events)
    seal()
    assert verify().ok
