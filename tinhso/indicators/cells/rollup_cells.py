"""Cells summed up over what most pages do not ask: over agencies and places, or over places and procedures.

A province has a hundred thousand cells by agency, place and procedure in a year; as a whole it has some hundreds, and
its agencies some thousands. These are kept beside the others, summed from them in the same transaction and compared
with them at night.
"""

from collections.abc import Sequence
from enum import Enum

from tinhso.indicators.models import MeasureCell
from tinhso.indicators.models.cells.measure_cell import Span
from tinhso.kernel.site.declare import Measure
from tinhso.lib.expressions import MeasureRef

DETAIL = "procedure"  # the dimension that cells of agencies leave out, where a measure declares it first
TABLE = MeasureCell._meta.db_table


class Rollup(Enum):
    """What is left of a cell's agency, place and dimensions."""

    NOT = "dmy"
    WHOLE = "DMY"  # no agency, no place
    AGENCY = "enz"  # no place, no procedure

    def span(self, span: Span) -> Span:
        """The span of such cells that are as long as that one."""
        return Span(self.value[Rollup.NOT.value.index(span.value)])

    @property
    def spans(self) -> str:
        """The spans of all such cells, as SQL lists them."""
        return "(" + ", ".join(f"'{letter}'" for letter in self.value) + ")"


ROLLUPS = (Rollup.WHOLE, Rollup.AGENCY)


def rollup_for(refs: Sequence[MeasureRef], *, agencies: bool, places: bool) -> Rollup:
    """The shortest cells that still tell the agencies and places that are asked for, and what these conditions ask."""
    if places:
        return Rollup.NOT
    if not agencies:
        return Rollup.WHOLE
    return Rollup.NOT if any(DETAIL in dict(ref.where) for ref in refs) else Rollup.AGENCY


def rollup_of(measure: Measure, rollup: Rollup) -> str:
    """What these cells should hold, summed from those that are not rolled up. The measure's code is the parameter."""
    whole = rollup is Rollup.WHOLE
    detailed = [name for name, _field in measure.dims[:1]] == [DETAIL]
    dims = "array_cat(array[''], dims[2:])" if detailed and not whole else "dims"
    return (
        f"select measure, version, translate(span, '{Rollup.NOT.value}', '{rollup.value}') as span, "
        f"{'null::bigint' if whole else 'agency_id'} as agency_id, null::bigint as place_id, day, {dims} as dims, "
        f"sum(n)::bigint as n, sum(total) as total, bit_xor(checksum) as checksum from {TABLE} "
        f"where measure = %s and span in {Rollup.NOT.spans} group by 1, 2, 3, 4, 5, 6, 7"
    )
