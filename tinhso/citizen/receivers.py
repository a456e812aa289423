"""A province's pack brings its categories of reports along."""

from django.conf import settings

from tinhso.citizen.actions.load_report_categories import load_report_categories
from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded


@listen(PackLoaded)
def load_categories_of_pack(row: EventRow) -> None:
    load_report_categories(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)
