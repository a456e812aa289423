from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.town import make_officer
from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.data_entry.actions.approve_entry import approve_entry
from tinhso.indicators.data_entry.actions.complete_entry import NotComplete, complete_entry
from tinhso.indicators.data_entry.actions.explain_values import explain_values
from tinhso.indicators.data_entry.actions.lock_entry import lock_entry
from tinhso.indicators.data_entry.actions.move_entry import ReasonMissing, StaleEntry
from tinhso.indicators.data_entry.actions.return_entry import return_entry
from tinhso.indicators.data_entry.actions.save_values import EntryClosed, NotReported, save_values
from tinhso.indicators.data_entry.actions.unlock_entry import unlock_entry
from tinhso.indicators.figures.figures import read
from tinhso.indicators.models import DataEntry, DataValue
from tinhso.indicators.rights.data_entry import NotYourReport, OwnFigures
from tinhso.indicators.tests import entry_makers as entries
from tinhso.indicators.tests import makers as make
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_set(town):
    return entries.make_set(town.agency_a)


@pytest.fixture
def stranger(town):
    """An officer and head of agency B."""
    town.lan = make_officer("lan", "Lê Lan", town.agency_b, "Giám đốc", Examiner, Head)
    return town.actor("lan")


def last(entry):
    return DataEntry.objects.select_related("approval").get(pk=entry.pk)


def step(action, entry, by, **more):
    entry = last(entry)
    action(entry=entry, ver=entry.approval.ver, by=by, now=more.pop("now", entries.NOW), **more)


def lock(town, entry):
    for action, by in ((complete_entry, "emi"), (approve_entry, "chi"), (lock_entry, "chi")):
        step(action, entry, town.actor(by))


def total(**scope):
    version = make.make_version("test.sold", numerator="test.sold", denominator=None, factor=1)
    return read(version, entries.PERIOD, Scope(**scope)).value


def test_only_what_changed_becomes_a_revision_and_earlier_ones_stay(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(3, 4))
    entries.enter(town, data_set, entries.numbers(3, 5))
    assert DataValue.objects.filter(entry=entry).count() == 3
    assert {v.value for v in DataValue.objects.newest()} == {3, 5}
    assert EventRow.objects.filter(name="indicators.ValuesEntered").count() == 2


def test_a_revision_is_never_changed(town, data_set):
    entries.enter(town, data_set, entries.numbers(3, 4))
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        DataValue.objects.update(value=9)


def test_nobody_enters_for_another_agency(town, data_set, stranger):
    for by in (stranger, town.actor("sau"), town.actor("quan"), town.actor("tra"), town.actor("an")):
        with pytest.raises(NotYourReport, match="Chỉ cán bộ của Sở A"):
            save_values(
                data_set=data_set,
                agency=town.agency_a,
                period=entries.PERIOD,
                numbers=entries.numbers(1, 2),
                by=by,
                now=entries.NOW,
            )
    assert not DataValue.objects.exists()


def test_a_report_of_an_agency_that_does_not_report_or_of_a_period_to_come_is_refused(town, data_set):
    with pytest.raises(NotReported, match="Chưa đến lúc"):
        entries.enter(town, data_set, {}, period=Period.parse("202403"))
    with pytest.raises(NotReported, match="không báo cáo"):
        entries.enter(town, data_set, {}, period=Period.parse("2023"))


def test_a_report_lacking_a_compulsory_number_or_breaking_a_weighty_rule_is_not_complete(town, data_set):
    entries.make_rule(importance="HIGH")
    entry = entries.enter(town, data_set, {("test.sold", ("a",)): Decimal(9)})
    with pytest.raises(NotComplete) as refused:
        step(complete_entry, entry, town.actor("emi"))
    assert [cell.key for cell in refused.value.cells] == ["test.sold:b"]
    entries.enter(town, data_set, entries.numbers(9, 4))
    with pytest.raises(NotComplete) as refused:
        step(complete_entry, entry, town.actor("emi"))
    assert len(refused.value.broken) == 1


def test_complete_in_time_or_late_is_told_by_the_day(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    step(complete_entry, entry, town.actor("emi"), now=entries.NOW + timedelta(days=3))
    assert last(entry).on_time is False
    assert EventRow.objects.filter(name="indicators.EntryCompleted").count() == 1


def test_values_count_once_the_head_has_approved_and_stay_while_they_are_mended(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    assert total() is None
    lock(town, entry)
    assert total() == 3
    step(unlock_entry, entry, town.actor("sau"), reason="Doanh nghiệp báo lại số tháng 2")
    entries.enter(town, data_set, entries.numbers(1, 7))
    assert total() == 3
    known = timezone.now()
    lock(town, entry)
    assert total() == 8
    assert total(known_at=known) == 3


def test_entry_after_locking_is_refused_with_who_can_unlock(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    lock(town, entry)
    with pytest.raises(EntryClosed, match="đã khóa.*lãnh đạo Ủy ban nhân dân tỉnh"):
        entries.enter(town, data_set, entries.numbers(5, 6))
    assert EventRow.objects.filter(name="indicators.EntryLocked").count() == 1


def test_entry_after_the_last_day_is_refused_until_it_is_reopened(town):
    data_set = entries.make_set(town.agency_a, expiry_days=20)
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    later = entries.NOW + timedelta(days=30)
    with pytest.raises(EntryClosed, match="hết hạn nhập.*Ủy ban nhân dân tỉnh"):
        entries.enter(town, data_set, entries.numbers(1, 3), now=later)
    step(unlock_entry, entry, town.actor("sau"), reason="Cho nhập bổ sung vì mất điện", now=later)
    entries.enter(town, data_set, entries.numbers(1, 3), now=later)


def test_only_a_head_of_the_agency_or_above_approves_gives_back_and_locks(town, data_set, stranger):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    step(complete_entry, entry, town.actor("emi"))
    for by in (stranger, town.actor("emi"), town.actor("sau")):
        with pytest.raises(NotYourReport, match="Chỉ thủ trưởng"):
            step(approve_entry, entry, by)
        with pytest.raises(NotYourReport, match="Chỉ thủ trưởng"):
            step(return_entry, entry, by, reason="Số liệu chưa đúng đơn vị")
    step(approve_entry, entry, town.actor("chi"))
    with pytest.raises(NotYourReport):
        step(lock_entry, entry, stranger)


def test_only_above_unlocks_and_says_why(town, data_set, stranger):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    lock(town, entry)
    for by in (stranger, town.actor("chi")):
        with pytest.raises(NotYourReport, match="Chỉ lãnh đạo Ủy ban nhân dân tỉnh"):
            step(unlock_entry, entry, by, reason="Số liệu chưa đúng đơn vị")
    with pytest.raises(ReasonMissing):
        step(unlock_entry, entry, town.actor("sau"), reason="sai")
    with pytest.raises(StaleEntry):
        step(return_entry, entry, town.actor("chi"), reason="Số liệu chưa đúng đơn vị")


def test_of_two_heads_at_once_one_wins(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    step(complete_entry, entry, town.actor("emi"))
    approve_entry(entry=entry, ver=2, by=town.actor("chi"), now=entries.NOW)
    with pytest.raises(StaleEntry):
        approve_entry(entry=entry, ver=2, by=town.actor("chi"), now=entries.NOW)


def test_a_report_given_back_is_not_complete_any_more(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    step(complete_entry, entry, town.actor("emi"))
    step(return_entry, entry, town.actor("chi"), reason="Số liệu chưa đúng đơn vị")
    found = last(entry)
    assert (found.completed_at, found.approval.state) == (None, "draft")


def test_the_database_refuses_an_approval_without_its_time(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update indicators_approval set state = 'locked' where entry_id = %s", [entry.pk])


def test_without_approval_values_count_at_once(town):
    data_set = entries.make_set(town.agency_a, approval_from=date(2025, 1, 1))
    entries.enter(town, data_set, entries.numbers(1, 2))
    assert total() == 3


def test_who_typed_a_number_or_said_it_is_complete_does_not_approve(town, data_set):
    entry = entries.enter(town, data_set, entries.numbers(3, 4))
    both = make_officer("lam", "Lê Lâm", town.agency_a, "Trưởng phòng", Examiner, Head)
    town.lam = both
    entries.enter(town, data_set, entries.numbers(3, 5), by="lam")
    step(complete_entry, entry, town.actor("emi"))
    with pytest.raises(OwnFigures, match="không tự duyệt được"):
        step(approve_entry, entry, town.actor("lam"))
    step(return_entry, entry, town.actor("chi"), reason="Nhập lại số cho đúng")
    entries.enter(town, data_set, entries.numbers(3, 6))  # nothing that lam typed stands any more
    step(complete_entry, entry, town.actor("lam"))
    with pytest.raises(OwnFigures):
        step(approve_entry, entry, town.actor("lam"))
    step(approve_entry, entry, town.actor("chi"))
    assert last(entry).approval.state == "approved"


def test_a_number_that_another_replaced_is_not_ones_own_any_more(town, data_set):
    town.lam = make_officer("lam", "Lê Lâm", town.agency_a, "Trưởng phòng", Examiner, Head)
    entry = entries.enter(town, data_set, entries.numbers(3, 4), by="lam")
    entries.enter(town, data_set, entries.numbers(7, 8))
    step(complete_entry, entry, town.actor("emi"))
    step(approve_entry, entry, town.actor("lam"))
    assert last(entry).approval.state == "approved"


def test_a_step_is_taken_by_the_agency_as_it_was_seen_and_before_the_report_is_closed(
    town, data_set, stranger
):
    entry = entries.enter(town, data_set, entries.numbers(1, 2))
    emi, chi, sau = town.actor("emi"), town.actor("chi"), town.actor("sau")
    words = {"entry": entry, "now": entries.NOW}
    with pytest.raises(NotYourReport):
        complete_entry(ver=1, by=stranger, **words)
    with pytest.raises(StaleEntry):
        complete_entry(ver=7, by=emi, **words)
    step(complete_entry, entry, emi)
    with pytest.raises(ReasonMissing):
        return_entry(ver=2, reason="sai", by=chi, **words)
    step(approve_entry, entry, chi)
    with pytest.raises(StaleEntry):
        lock_entry(ver=1, by=chi, **words)
    step(lock_entry, entry, chi)
    with pytest.raises(EntryClosed):
        complete_entry(ver=4, by=emi, **words)
    with pytest.raises(EntryClosed):
        explain_values(reasons={}, by=emi, **words)
    with pytest.raises(StaleEntry):
        unlock_entry(ver=1, reason="Doanh nghiệp báo lại số tháng 2", by=sau, **words)


def test_a_number_of_no_cell_of_the_data_set_is_not_saved(town, data_set):
    with pytest.raises(KeyError):
        save_values(
            data_set=data_set,
            agency=town.agency_a,
            period=entries.PERIOD,
            numbers={("test.la", ()): Decimal(1)},
            by=town.actor("emi"),
            now=entries.NOW,
        )
