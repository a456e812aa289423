from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.kernel.site.slots import CaseKind, all_of


def kind_of(code: str) -> CaseKind:
    """The kind of that code; KeyError if no installed system declares it."""
    return {kind.code: kind for kind in all_of(CaseKind)}[code]


def state_word(case: Case) -> str:
    """How its state reads to whoever waits for it: a kind may know that "refused" is not what became of it. One query at
    most."""
    kind = kind_of(case.kind)
    refused_word = kind.refused_word(case.pk) if kind.refused_word and case.state == State.REFUSED else ""
    return str(refused_word or State(case.state).label)


def is_confidential(case_id: int) -> bool:
    """Whether nobody but who takes part may learn of the case. One query."""
    return Case.objects.filter(pk=case_id, confidential=True).exists()
