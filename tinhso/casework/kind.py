from tinhso.kernel.site.slots import CaseKind, all_of


def kind_of(code: str) -> CaseKind:
    """The kind of that code; KeyError if no installed system declares it."""
    return {kind.code: kind for kind in all_of(CaseKind)}[code]
