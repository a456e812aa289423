"""Reports of missing signal go to the list of villages as numbers by commune and month, nothing else of them."""

import pytest
from django.db import transaction

from tests.town import FOREVER
from tinhso.casework.events import CaseWithdrawn
from tinhso.casework.models import Case
from tinhso.casework.tests.makers import NOW
from tinhso.citizen.receivers import sum_reports_of_no_signal
from tinhso.citizen.tests import makers as make
from tinhso.indicators.models import SignalReportCount
from tinhso.kernel.events.listen import receivers_of
from tinhso.kernel.events.public import SYSTEM, EventRow, record
from tinhso.kernel.law.models import Rule


@pytest.fixture
def reported(town):
    make.set_up(town)
    town.signal = make.make_category("khong-co-song", "Không có sóng")
    key = "infrastructure.report_category"
    Rule.objects.create(key=key, value="khong-co-song", valid=FOREVER, source="thử")
    return town


def hear(report):
    sum_reports_of_no_signal(EventRow.objects.get(name="citizen.ReportSent", case_id=report.case_id))


def numbers():
    return list(SignalReportCount.objects.values_list("place__code", "reports"))


def test_reports_of_the_category_are_summed_and_heard_twice_they_are_the_same(reported):
    first = make.send(reported, reported.signal)
    other = make.send(reported, reported.signal)
    for report in (first, other, first):
        hear(report)
    assert numbers() == [(reported.commune.code, 2)]
    assert {field.name for field in SignalReportCount._meta.fields} == {
        "id",
        "place",
        "month",
        "reports",
        "summed_at",
    }
    Case.objects.filter(pk=other.case_id).update(state="withdrawn", finished_at=NOW)
    with transaction.atomic():
        event = CaseWithdrawn(case_id=other.case_id, step=None, note_id=None, note=None)
        record(event, by=SYSTEM, at=NOW)
    row = EventRow.objects.get(name="casework.CaseWithdrawn", case_id=other.case_id)
    assert sum_reports_of_no_signal in receivers_of(row.name).values()
    sum_reports_of_no_signal(row)
    assert numbers() == [(reported.commune.code, 1)]


def test_other_reports_and_a_pack_without_the_rule_sum_nothing(reported):
    hear(make.send(reported, make.make_category("rac", "Rác")))
    Rule.objects.filter(key="infrastructure.report_category").delete()
    hear(make.send(reported, reported.signal))
    assert numbers() == []
