from dataclasses import dataclass

from tinhso.kernel.site.slots import all_of


@dataclass(frozen=True)
class CaseKind:
    """What a system declares of its cases, in its `slots.py`.

    `page` names the URL (argument `code`) where an officer works on it, `citizen_page` where its owner sees it;
    `row` is a template for the first cell of the worklist; `public_tracking` lets `/tra-cuu/` tell its state.
    """

    code: str
    label: str
    confidential: bool
    public_tracking: bool
    page: str
    citizen_page: str


def kind_of(code: str) -> CaseKind:
    """The kind of that code; KeyError if no installed system declares it."""
    return {kind.code: kind for kind in all_of(CaseKind)}[code]
