from tinhso.casework.models import Case
from tinhso.casework.models.step import Step


def seat_of(case: Case, step: Step) -> int:
    """The agency at which a step is done: the receiving desk or the competent one."""
    return case.desk_id if step.place == "desk" and case.desk_id else case.agency_id


def current_step(case: Case) -> Step:
    """The step that the case stands at; LookupError outside a process."""
    if case.process is None or not case.step:
        raise LookupError(case.pk)
    return case.process.step(case.step)
