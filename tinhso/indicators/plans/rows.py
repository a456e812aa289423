from collections.abc import Sequence

from tinhso.casework.public import RowDetails
from tinhso.indicators.models import PlanTask


def task_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the worklist says of tasks: the plan they are of. One query."""
    rows = PlanTask.objects.filter(pk__in=case_ids).values_list("pk", "plan__number")
    return {pk: RowDetails(who=number) for pk, number in rows}
