"""No case is ever stuck: each state has somebody whose turn it is or is final, and each step names a known deed."""

import json

import pytest

from tinhso.casework.models.states import FINAL, TRANSITIONS, State
from tinhso.casework.worklist.queries import ACTS
from tinhso.kernel.people.roles import Role
from tinhso.onestop.desk.page import LABELS
from tinhso.onestop.desk.permissions import DEEDS

from .sources import ROOT

# Whose turn it is in each state: the applicant, or a role at an agency. Proven move by move in the tests of casework.
OWNER = {
    State.DRAFT: "applicant",
    State.SUBMITTED: "desk",
    State.IN_PROGRESS: "the role of the step",
    State.WAITING_CITIZEN: "applicant",
    State.PAUSED: "the role of the step",
}
VERSIONS = sorted((ROOT / "tinhso/onestop/data/versions").glob("*.json"))
ROLES = {role.code for role in Role.__subclasses__()}


@pytest.mark.parametrize("state", State)
def test_every_state_has_an_owner_or_is_final(state):
    assert (state in OWNER) != (state in FINAL)


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_every_state_has_a_way_out_to_an_end(state):
    reached, front = {state}, [state]
    while front:
        new = TRANSITIONS[front.pop()] - reached
        reached |= new
        front += new
    assert reached & {State.DONE, State.REFUSED}
    assert State.WITHDRAWN in TRANSITIONS[state], "the citizen may always take it back"


def test_every_state_can_be_reached():
    assert set().union(*TRANSITIONS.values()) | {State.DRAFT} == set(State)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_every_step_of_every_shipped_process_has_deeds_a_label_and_a_role(path):
    steps = json.loads(path.read_text())["process"]
    assert steps[-1]["act"] == "hand_over"
    for step in steps:
        assert DEEDS[step["act"]], step
        assert ACTS[step["act"]], step
        assert step["role"] in ROLES, step
        assert step["place"] in {"desk", "agency"}, step


def test_every_deed_has_a_label_and_an_address():
    from django.urls import reverse

    for deed in {deed for deeds in DEEDS.values() for deed in deeds}:
        assert LABELS[deed]
        assert reverse(f"deed_{deed}", args=["x"])
