"""The declared table: which columns of a case every event of casework sets, and to what."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.models.states import State
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.rules import (
    Rule,
    always,
    by_column,
    by_field,
    follows,
    kept,
    moment,
    said,
    unknown_before,
)

COLUMNS = {
    "state": "state",
    "step": "step",
    "code": "code",
    "kind": "kind",
    "source": "source",
    "process": "process_id",
    "agency": "agency_id",
    "desk": "desk_id",
    "officer": "officer_id",
    "place": "place_id",
    "parent": "parent_id",
    "confidential": "confidential",
    "opened_at": "opened_at",
    "submitted_at": "submitted_at",
    "accepted_at": "accepted_at",
    "due_at": "due_at",
    "settled_at": "settled_at",
    "finished_at": "finished_at",
    "timeliness": "timeliness",
    "outcome": "outcome",
    "rating": "rating",
}

NEW = {
    "state": "draft",
    "step": "",
    "officer": None,
    "submitted_at": None,
    "accepted_at": None,
    "due_at": None,
    "settled_at": None,
    "finished_at": None,
    "timeliness": "",
    "outcome": "",
    "rating": None,
}
"""What a row holds that was only opened. The code of a draft is in no event, and nobody counts by it."""


def to(state: State) -> Rule:
    return always(state.value)


def ended(state: State, outcome: str) -> dict[str, Rule]:
    """The last move of all, without a result."""
    return {"state": to(state), "finished_at": moment, "outcome": always(outcome)}


def refused(outcome: str) -> dict[str, Rule]:
    """The last move of all, which is the result."""
    return {
        **ended(State.REFUSED, outcome),
        "settled_at": moment,
        "timeliness": said("timeliness", empty=""),
    }


SAID_AT_OPENING = {
    "kind": said("kind"),
    "source": said("source"),
    "agency": said("agency_id"),
    "desk": said("desk_id"),
    "process": said("process_id"),
    "place": said("place_id"),
}

BEGINNINGS: dict[str, dict[str, Rule]] = {
    "casework.CaseOpened": {
        **SAID_AT_OPENING,
        "parent": said("parent_id"),
        "confidential": said("confidential"),
        "opened_at": moment,
    },
    "casework.CaseTakenOver": {
        **SAID_AT_OPENING,
        "code": said("code"),
        "state": said("state"),
        "step": said("step", empty=""),
        "officer": said("officer_id"),
        "parent": always(None),
        "confidential": always(False),
        "opened_at": said("received_at"),
        "submitted_at": said("received_at"),
        "accepted_at": said("accepted_at"),
        "due_at": said("due_at"),
        "settled_at": said("settled_at"),
        "finished_at": said("finished_at"),
        "timeliness": said("timeliness", empty=""),
        "outcome": said("outcome", empty=""),
    },
    "casework.OpinionOpened": {
        "kind": said("kind"),
        "code": said("code"),
        "source": said("source"),
        "agency": said("agency_id"),
        "desk": always(None),
        "process": always(None),
        "place": always(None),
        "parent": said("parent_id"),
        "confidential": said("confidential"),
        "state": to(State.IN_PROGRESS),
        "step": said("step"),
        "opened_at": moment,
        "submitted_at": moment,
        "accepted_at": moment,
        "due_at": said("due_at"),
    },
}

MOVES: dict[str, dict[str, Rule]] = {
    "casework.CaseSubmitted": {
        "state": to(State.SUBMITTED),
        "code": said("code"),
        "kind": said("kind"),
        "agency": said("agency_id"),
        "submitted_at": moment,
    },
    "casework.CaseAccepted": {
        "state": to(State.IN_PROGRESS),
        "step": said("step"),
        "accepted_at": moment,
        "due_at": said("due_at"),
        # whoever sorted a report once named its agency and place as it was accepted, in no event of casework
        "agency": unknown_before("unit"),
        "place": unknown_before("unit"),
    },
    "casework.CaseAdvanced": {"step": said("to_step")},
    "casework.CaseReturned": {"step": said("to_step")},
    "casework.CaseAssigned": {"officer": said("officer_id"), "step": said("step")},
    "casework.CaseHandedOn": {"officer": follows("officer", "from_officer_id", "to_officer_id")},
    "casework.SupplementRequested": {"state": to(State.WAITING_CITIZEN), "due_at": always(None)},
    "casework.SupplementCompleted": {
        "state": by_field("step", to(State.IN_PROGRESS), to(State.SUBMITTED)),
        "due_at": by_field("step", said("due_at"), kept),
    },
    "casework.SupplementLapsed": refused("lapsed"),
    "casework.CasePaused": {"state": to(State.PAUSED), "due_at": always(None)},
    "casework.CaseResumed": {"state": to(State.IN_PROGRESS), "due_at": said("due_at")},
    "casework.CaseRefused": refused("refused"),
    "casework.CaseWithdrawn": ended(State.WITHDRAWN, "withdrawn"),
    "casework.DraftDiscarded": ended(State.WITHDRAWN, "discarded"),
    "casework.CaseSettled": {
        "step": said("to_step"),
        "settled_at": said("ready_at"),
        "outcome": said("outcome"),
        "timeliness": said("timeliness", empty=""),
    },
    "casework.CaseFinished": {"state": to(State.DONE), "finished_at": moment},
    "casework.OpinionAnswered": {
        "state": to(State.DONE),
        "settled_at": moment,
        "finished_at": moment,
        "outcome": said("outcome"),
        "timeliness": said("timeliness", empty=""),
    },
    "casework.CaseRated": {"rating": said("stars")},
}

CHANGES: dict[str, dict[str, Rule]] = {
    "casework.CaseEndCorrected": {
        "settled_at": said("new_settled_at"),
        "timeliness": said("new_timeliness", empty=""),
        # a refusal is result and last move in one
        "finished_at": by_column("state", State.REFUSED.value, said("new_settled_at")),
    },
    "casework.CaseReappointed": {"due_at": said("new_due_at")},
    "casework.DueRecomputed": {"due_at": follows("due_at", "old_due_at", "new_due_at")},
    "casework.TimeBegunAgain": {"due_at": said("due_at")},
    "casework.CaseForwarded": {"agency": said("to_agency_id"), "officer": always(None)},
    "casework.CaseMoved": {
        "agency": follows("agency", "from_agency_id", "to_agency_id"),
        "desk": follows("desk", "from_agency_id", "to_agency_id"),
    },
    "casework.CaseDirected": {"agency": said("agency_id"), "place": said("place_id")},
    "casework.CaseRerouted": {"process": said("process_id"), "step": said("step", empty="")},
    "casework.CaseMovedAway": {
        "state": to(State.IN_PROGRESS),
        "step": said("step"),
        "kind": said("kind"),
        "process": said("process_id"),
        "agency": said("to_agency_id"),
        **dict.fromkeys(("desk", "officer", "place", "parent", "settled_at"), always(None)),
        **dict.fromkeys(("outcome", "timeliness"), always("")),
        "confidential": always(True),
        "accepted_at": said("accepted_at"),
        "due_at": said("due_at"),
    },
}

CASES = Derived(
    model="casework.Case",
    label=_("hồ sơ, việc"),
    case="id",
    columns=COLUMNS,
    begins=dict.fromkeys(BEGINNINGS, ""),
    sets=BEGINNINGS | MOVES | CHANGES,
    new=NEW,
    # the case of an opinion had no events of its own once
    may_lack=lambda held: held["kind"] == "opinion",
)

CLOCKS = Derived(
    model="casework.Clock",
    label=_("thời hạn giải quyết"),
    case="case_id",
    only={"name": "settle"},
    columns={"first_due_at": "first_due_at", "unit": "unit"},
    begins={
        "casework.CaseAccepted": "due_at",
        "casework.CaseTakenOver": "first_due_at",
        "casework.CaseMovedAway": "",
        "casework.TimeBegunAgain": "",
    },
    sets={
        "casework.CaseAccepted": {"first_due_at": said("due_at"), "unit": said("unit")},
        "casework.CaseTakenOver": {"first_due_at": said("first_due_at"), "unit": said("unit")},
        "casework.CaseMovedAway": {"first_due_at": said("due_at"), "unit": said("unit")},
        "casework.TimeBegunAgain": {"first_due_at": said("due_at"), "unit": said("unit")},
        "casework.CaseRelimited": {"unit": said("unit")},
    },
)
