"""What a province reports comes with its pack: who reports is known once its agencies are there."""

from django.conf import settings

from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_report_regimes import load_report_regimes
from tinhso.kernel.events.public import SYSTEM, EventRow, listen
from tinhso.kernel.people.events import PackLoaded


@listen(PackLoaded)
def take_reporters(row: EventRow) -> None:
    """Bring the data sets, their reporters and the periodic reports up to date; a second delivery changes nothing."""
    load_data_sets(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)
    load_report_regimes(settings.PROVINCE_PACK, by=SYSTEM, now=row.at)
