"""An issued result as data, for registers of other systems: number, day, term and the few answers that they ask for."""

from collections.abc import Collection, Mapping

from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site.declare import ProcedureResult
from tinhso.onestop.catalogue.result_forms.layouts import Filler
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.results import result_of


def result_data(case_id: int, wanted: Mapping[str, Collection[str]]) -> ProcedureResult | None:
    """Of the dossier of this case, where its procedure is one of `wanted` (code: paths of answers); None before its result was issued,
    after it was revoked or its data were erased. One query for every other case, five at most."""
    dossiers = Dossier.objects.whole().filter(case=case_id, version__procedure__code__in=list(wanted))
    dossier = dossiers.first()
    if dossier is None or hasattr(dossier, "erasure"):
        return None
    paper = result_of(dossier)
    if paper is None or paper.state != Paper.State.ISSUED or paper.dated is None:
        return None
    code, filler = dossier.version.procedure.code, Filler(dossier)
    decision = Decision.objects.filter(dossier=dossier).first()
    return ProcedureResult(
        code=dossier.case.code,
        procedure=code,
        number=paper.full_number,
        dated=paper.dated,
        valid_until=decision.valid_until if decision else None,
        values={path: filler.answer(path) for path in wanted[code]},
    )
