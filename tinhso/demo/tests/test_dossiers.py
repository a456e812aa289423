import re

import pytest
from django.urls import reverse

from tinhso.casework.models import Participant
from tinhso.casework.queries import worklist
from tinhso.demo.load import load
from tinhso.kernel.events.public import EventRow, seal, verify
from tinhso.kernel.people.public import Post, User, actor_of
from tinhso.kernel.site import clock
from tinhso.onestop.models import Dossier

BROKEN = re.compile(r"\bNone\b|\{\{|\{%|datetime\.|\bnan\b")
FINAL_STATES = {"done", "refused", "withdrawn"}
GROUPS = {
    "binh": {"receive", "forward", "hand_over"},
    "chi": {"assign", "sign"},
    "emi": {"examine"},
    "hoa": {"receive", "forward", "hand_over"},
    "long": {"assign", "sign"},
    "khanh": {"examine"},
    "van": {"issue"},
    "my": {"issue"},
    "ven": {"issue"},
    "nga": {"receive", "forward", "hand_over"},
    "thanh": {"examine"},
    "loc": {"sign"},
}


def test_every_group_of_each_of_the_cast_has_work(demo):
    now = clock.now()
    for username, acts in GROUPS.items():
        actor = actor_of(User.objects.get(username=username), on=now.date())
        found = worklist(actor, now=now)
        assert acts <= {key for key, n in found.totals.items() if n >= 4}, (username, found.totals)
        assert found.late, username


@pytest.mark.long
def test_a_page_of_every_state_reads_well_to_citizen_and_officer(demo, client):
    """One dossier of each state and step, as whoever takes part in it sees it."""
    kinds = Dossier.objects.values_list("case__state", "case__step").distinct()
    assert "issue" not in {step for state, step in kinds if state == "in_progress"}
    assert {"submitted", "in_progress", "waiting_citizen", "done"} <= {state for state, _ in kinds}
    for state, step in kinds:
        dossier = Dossier.objects.filter(case__state=state, case__step=step).select_related("case").first()
        for url, user in pages_of(dossier):
            client.force_login(user)
            answer = client.get(url)
            assert answer.status_code == 200, (state, step, url)
            text = re.sub(r"<[^>]*>", " ", answer.content.decode())
            assert not BROKEN.search(text), (state, step, BROKEN.search(text))
            if state in FINAL_STATES:
                assert "chưa tính thời gian" not in text, (state, step)


def pages_of(dossier):
    """The citizen's page with an account made for them, and the officer's with one who takes part."""
    case = dossier.case
    citizen = User.objects.filter(person=case.person).first() or User.objects.create(
        username=f"p{case.person_id}", full_name=case.person.full_name, person=case.person, identity_level=2
    )
    yield reverse("dossier", args=[case.code]), citizen
    seats = Participant.objects.filter(case=case, agency__isnull=False).values_list("agency", "role")
    for agency, role in seats:
        post = Post.objects.on(clock.now().date()).with_role(role).filter(agency=agency).first()
        if post:
            yield reverse("desk_dossier", args=[case.code]), post.user
            return


def test_the_log_of_a_loaded_demo_is_true_and_a_second_loading_changes_nothing(demo):
    dossiers, events = Dossier.objects.count(), EventRow.objects.count()
    assert load(today=False, dossiers=100) is None
    assert (Dossier.objects.count(), EventRow.objects.count()) == (dossiers, events)
    seal()
    assert verify().ok
