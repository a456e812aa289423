"""Must hold 4: a form change in the middle of a thousand open dossiers, with an officer at work in the same minute."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from tinhso.casework.public import Case, Conflict, advance_case
from tinhso.kernel.events.public import EventRow
from tinhso.onestop.builder.actions.migrate_dossiers import carry_out, order_migration
from tinhso.onestop.builder.migration_plan import MOVING, dry_run, plan_for
from tinhso.onestop.builder.tests.migration_makers import MAP, many_dossiers, next_version
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
COUNT = 1000


def answers_of():
    rows = Dossier.objects.values_list("pk", "answers", "former_answers")
    return {pk: (answers, former) for pk, answers, former in rows}


def whole(answers, former):
    """Every answer that the row still holds, the former ones first, as they were."""
    held = {}
    for one in former:
        held |= one["answers"]
    return answers | held


def order(shop, target, **words):
    by = shop.actor("quan")
    return order_migration(
        target=target, steps=MAP, submitted=True, reason="Thông tư mới", by=by, now=NOW, **words
    )


@pytest.mark.parametrize("asking", [True, False])
def test_a_thousand_open_dossiers_go_over_exactly_as_foretold_and_lose_no_answer(shop, asking):
    many_dossiers(shop, COUNT)
    target = next_version(shop) if asking else next_version(shop, fields=FREE)
    before = {pk: answers for pk, (answers, _) in answers_of().items()}
    preview = dry_run(plan_for(target, MAP, submitted=True), on=NOW.date())
    assert sum(preview.counts.values()) == COUNT
    done = carry_out(migration=order(shop, target), by=shop.actor("quan"), now=NOW)
    assert {pk: whole(*held) for pk, held in answers_of().items()} == before
    assert (done.moved, done.with_questions) == (preview.total(*MOVING), preview.total("asked"))
    assert (done.unchanged, done.refused) == (preview.total("kept"), preview.total("refused"))
    moved = {pk for pk, (outcome, _) in preview.by_case.items() if outcome in MOVING}
    assert set(Dossier.objects.filter(version=target).values_list("pk", flat=True)) == moved
    events = EventRow.objects.filter(name="onestop.DossierMigrated")
    assert Counter(events.values_list("case_id", flat=True)) == Counter(moved)
    asks = {e.case_id: e.payload["asks"] > 0 for e in events}
    assert asks == {pk: preview.by_case[pk][0] == "asked" for pk in moved}
    assert not Case.objects.filter(pk__in=moved, step="assign").exists()
    assert EventRow.objects.get(name="onestop.MigrationFinished").payload["moved"] == done.moved


FREE = [{"id": "muc_dich", "type": "text", "label": "Mục đích", "max_length": 200, "required": True}]


def test_an_officer_who_moves_dossiers_meanwhile_loses_no_move_and_makes_none_twice(shop):
    many_dossiers(shop, 400)
    target = next_version(shop, fields=FREE)
    migration, binh, quan = order(shop, target), shop.actor("binh"), shop.actor("quan")
    waiting = list(Case.objects.filter(step="forward").order_by("-pk"))
    went, refused = [], []

    def officer():
        try:
            for case in waiting:
                try:
                    advance_case(case=case, ver=case.ver, by=binh, now=NOW)
                    went.append(case.pk)
                except Conflict:
                    refused.append(case.pk)
        finally:
            connections.close_all()

    worker = threading.Thread(target=officer)
    worker.start()
    done = carry_out(migration=migration, by=quan, now=NOW)
    worker.join()
    assert len(went) + len(refused) == len(waiting)
    assert went
    advances = Counter(
        EventRow.objects.filter(name="casework.CaseAdvanced").values_list("case_id", flat=True)
    )
    assert advances == Counter(went)
    for case in Case.objects.filter(pk__in=[c.pk for c in waiting]).select_related("process"):
        assert (case.step != "forward") == (case.pk in went)
        assert case.process.step(case.step)
        assert case.participants.filter(open=True).count() == 1
    assert done.refused == 0
    assert not Dossier.objects.exclude(version=target).filter(case__settled_at=None).exists()
    migrated = EventRow.objects.filter(name="onestop.DossierMigrated").values_list("case_id", flat=True)
    assert set(Counter(migrated).values()) == {1}


def test_broken_off_it_goes_on_where_it_stopped(shop, monkeypatch):
    many_dossiers(shop, 40)
    target = next_version(shop, fields=FREE)
    preview = dry_run(plan_for(target, MAP, submitted=True), on=NOW.date())
    migration, quan = order(shop, target), shop.actor("quan")
    from tinhso.onestop.builder.actions import migrate_dossiers

    real, seen = migrate_dossiers.migrate_dossier, []

    def broken(**words):
        seen.append(words["case_id"])
        if len(seen) == 17:
            raise ConnectionError
        return real(**words)

    monkeypatch.setattr(migrate_dossiers, "migrate_dossier", broken)
    with pytest.raises(ConnectionError):
        carry_out(migration=migration, by=quan, now=NOW)
    done = carry_out(migration=migration, by=quan, now=NOW)
    assert (done.moved, done.unchanged, done.refused) == (
        preview.total(*MOVING),
        preview.total("kept"),
        preview.total("refused"),
    )
    assert carry_out(migration=migration, by=quan, now=NOW).moved == done.moved
    assert connection.is_usable()
