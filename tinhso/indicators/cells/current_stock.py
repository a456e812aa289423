"""What stands at this moment: a period that still runs ends now, not tonight.

Cells know days. Of a stock whose rows begin at an hour, as what is past its due moment, the cell of today already holds
what begins later today; so in a period that reaches today the rows that stand now are counted themselves. They are
few: only what nobody has ended yet.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure


def stands_now(measure: Measure, end: date) -> bool:
    """Whether what is asked for until the end of that day is to be counted at this moment."""
    return measure.standing is not None and end >= clock.today()


def standing_rows(measure: Measure) -> "QuerySet[Any]":
    """The rows that stand at this moment."""
    return measure.rows().filter(measure.standing, **{f"{measure.counts_on}__lt": clock.now()})
