"""The declared table: which columns of a case every event of casework sets, and to what."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.models.states import State
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.rules import (
    Rule,
    always,
    by_column,
    by_field,
    first_of,
    follows,
    from_event,
    if_counting,
    moment,
    unchanged,
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
    "first_due_at": "first_due_at",
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
    "first_due_at": None,
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
        "timeliness": from_event("timeliness", empty=""),
    }


SAID_AT_OPENING = {
    "kind": from_event("kind"),
    "source": from_event("source"),
    "agency": from_event("agency_id"),
    "desk": from_event("desk_id"),
    "process": from_event("process_id"),
    "place": from_event("place_id"),
}

BEGINNINGS: dict[str, dict[str, Rule]] = {
    "casework.CaseOpened": {
        **SAID_AT_OPENING,
        "parent": from_event("parent_id"),
        "confidential": from_event("confidential"),
        "opened_at": moment,
    },
    "casework.CaseTakenOver": {
        **SAID_AT_OPENING,
        "code": from_event("code"),
        "state": from_event("state"),
        "step": from_event("step", empty=""),
        "officer": from_event("officer_id"),
        "parent": always(None),
        "confidential": always(False),
        "opened_at": from_event("received_at"),
        "submitted_at": from_event("received_at"),
        "accepted_at": from_event("accepted_at"),
        "due_at": from_event("due_at"),
        "first_due_at": first_of("first_due_at", "due_at"),
        "settled_at": from_event("settled_at"),
        "finished_at": from_event("finished_at"),
        "timeliness": from_event("timeliness", empty=""),
        "outcome": from_event("outcome", empty=""),
    },
    "casework.OpinionOpened": {
        "kind": from_event("kind"),
        "code": from_event("code"),
        "source": from_event("source"),
        "agency": from_event("agency_id"),
        "desk": always(None),
        "process": always(None),
        "place": always(None),
        "parent": from_event("parent_id"),
        "confidential": from_event("confidential"),
        "state": to(State.IN_PROGRESS),
        "step": from_event("step"),
        "opened_at": moment,
        "submitted_at": moment,
        "accepted_at": moment,
        "due_at": from_event("due_at"),
        "first_due_at": first_of("due_at"),
    },
}

MOVES: dict[str, dict[str, Rule]] = {
    "casework.CaseSubmitted": {
        "state": to(State.SUBMITTED),
        "code": from_event("code"),
        "kind": from_event("kind"),
        "agency": from_event("agency_id"),
        "submitted_at": moment,
    },
    "casework.CaseAccepted": {
        "state": to(State.IN_PROGRESS),
        "step": from_event("step"),
        "accepted_at": moment,
        "due_at": from_event("due_at"),
        "first_due_at": first_of("due_at"),
        # whoever sorted a report once named its agency and place as it was accepted, in no event of casework
        "agency": unknown_before("unit"),
        "place": unknown_before("unit"),
    },
    "casework.CaseAdvanced": {"step": from_event("to_step")},
    "casework.CaseReturned": {"step": from_event("to_step")},
    "casework.CaseAssigned": {"officer": from_event("officer_id"), "step": from_event("step")},
    "casework.CaseHandedOn": {"officer": follows("officer", "from_officer_id", "to_officer_id")},
    "casework.SupplementRequested": {
        "state": to(State.WAITING_CITIZEN),
        "step": from_event("step", empty=""),
        "due_at": if_counting(always(None)),
    },
    "casework.SupplementCompleted": {
        "state": by_field("step", to(State.IN_PROGRESS), to(State.SUBMITTED)),
        "due_at": by_field("step", from_event("due_at"), unchanged),
    },
    "casework.SupplementLapsed": refused("lapsed"),
    "casework.CasePaused": {"state": to(State.PAUSED), "due_at": if_counting(always(None))},
    "casework.CaseResumed": {"state": to(State.IN_PROGRESS), "due_at": from_event("due_at")},
    "casework.CaseRefused": refused("refused"),
    "casework.CaseWithdrawn": ended(State.WITHDRAWN, "withdrawn"),
    "casework.DraftDiscarded": ended(State.WITHDRAWN, "discarded"),
    "casework.CaseSettled": {
        "step": from_event("to_step"),
        "settled_at": from_event("ready_at"),
        "outcome": from_event("outcome"),
        "timeliness": from_event("timeliness", empty=""),
    },
    "casework.CaseFinished": {"state": to(State.DONE), "finished_at": moment},
    "casework.OpinionAnswered": {
        "state": to(State.DONE),
        "settled_at": moment,
        "finished_at": moment,
        "outcome": from_event("outcome"),
        "timeliness": from_event("timeliness", empty=""),
    },
    "casework.CaseRated": {"rating": from_event("stars")},
}

CHANGES: dict[str, dict[str, Rule]] = {
    "casework.CaseEndCorrected": {
        "settled_at": from_event("new_settled_at"),
        "timeliness": from_event("new_timeliness", empty=""),
        # a refusal is result and last move in one
        "finished_at": by_column("state", State.REFUSED.value, from_event("new_settled_at")),
    },
    "casework.CaseReappointed": {"due_at": from_event("new_due_at")},
    "casework.DueRecomputed": {"due_at": follows("due_at", "old_due_at", "new_due_at")},
    "casework.TimeBegunAgain": {"due_at": from_event("due_at"), "first_due_at": first_of("due_at")},
    "casework.CaseForwarded": {"agency": from_event("to_agency_id"), "officer": always(None)},
    "casework.CaseMoved": {
        "agency": follows("agency", "from_agency_id", "to_agency_id"),
        "desk": follows("desk", "from_agency_id", "to_agency_id"),
    },
    "casework.CaseDirected": {"agency": from_event("agency_id"), "place": from_event("place_id")},
    "casework.CaseRerouted": {"process": from_event("process_id"), "step": from_event("step", empty="")},
    "casework.CaseMovedAway": {
        "state": to(State.IN_PROGRESS),
        "step": from_event("step"),
        "kind": from_event("kind"),
        "process": from_event("process_id"),
        "agency": from_event("to_agency_id"),
        **dict.fromkeys(("desk", "officer", "place", "parent", "settled_at"), always(None)),
        **dict.fromkeys(("outcome", "timeliness"), always("")),
        "confidential": always(True),
        "accepted_at": from_event("accepted_at"),
        "due_at": from_event("due_at"),
        "first_due_at": first_of("due_at"),
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
        "casework.CaseAccepted": {"first_due_at": from_event("due_at"), "unit": from_event("unit")},
        "casework.CaseTakenOver": {"first_due_at": from_event("first_due_at"), "unit": from_event("unit")},
        "casework.CaseMovedAway": {"first_due_at": from_event("due_at"), "unit": from_event("unit")},
        "casework.TimeBegunAgain": {"first_due_at": from_event("due_at"), "unit": from_event("unit")},
        "casework.CaseRelimited": {"unit": from_event("unit")},
    },
)
