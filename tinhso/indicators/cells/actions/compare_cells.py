from datetime import datetime

from django.db import transaction

from tinhso.indicators.cells.cells import differing
from tinhso.indicators.cells.events import CellsCompared
from tinhso.indicators.models import MeasureState
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.site.declare import Measure, all_of


def compare_cells(*, now: datetime) -> dict[str, int]:
    """Compare the cells of every measure with its rows; code to the number of cells that differ, where any do."""
    found = {measure.code: _compare(measure, now) for measure in all_of(Measure)}
    return {code: wrong for code, wrong in found.items() if wrong}


@transaction.atomic
def _compare(measure: Measure, now: datetime) -> int:
    state = MeasureState.objects.filter(measure=measure.code).first()
    wrong = differing(measure, state.by_day if state else ())
    if state:
        state.compared_at, state.differing = now, wrong
        state.save(update_fields=["compared_at", "differing"])
        record(CellsCompared(measure=measure.code, cells=state.cells, differing=wrong), by=SYSTEM, at=now)
    return wrong
