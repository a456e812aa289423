"""Open dossiers onto another version: one by one, by page, by command; who may not, and what is said."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.public import Stale
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site import clock
from tinhso.onestop.builder.actions import migrate_dossier as migrating
from tinhso.onestop.builder.actions.migrate_dossier import migrate_dossier
from tinhso.onestop.builder.actions.migrate_dossiers import WrongMigration, carry_out, order_migration
from tinhso.onestop.builder.migration_plan import dry_run, forecast, plan_for, with_process
from tinhso.onestop.builder.tests.migration_makers import MAP, next_version
from tinhso.onestop.dossier.actions.save_answers import save_answers
from tinhso.onestop.handling.fee_gate import FeeOpen, check_fee_settled
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier, DossierMigration, FeeCharge, ProcedureVersion
from tinhso.onestop.tests.makers import ANSWERS, CODE, NOW


def order(shop, target, **changes):
    words = {"steps": MAP, "submitted": True, "reason": "Thông tư mới"} | changes
    return order_migration(target=target, by=shop.actor("quan"), now=NOW, **words)


def carried(shop, target, **changes):
    return carry_out(migration=order(shop, target, **changes), by=shop.actor("quan"), now=NOW)


def test_a_draft_goes_over_keeps_its_answers_and_its_owner_is_told(
    shop, client, monkeypatch, django_capture_on_commit_callbacks
):
    draft, target = shop.filled(), next_version(shop)
    done = carried(shop, target, submitted=False)
    assert (done.moved, done.with_questions) == (1, 1)
    draft = shop.fresh(draft)
    assert draft.version == target
    assert draft.answers == {"muc_dich": "Mở bưu cục"}
    assert draft.former_answers == [{"version": shop.version.pk, "answers": {"ngay_can": "2024-04-01"}}]
    event = EventRow.objects.get(name="onestop.DossierMigrated")
    assert (event.payload["old_version"], event.payload["new_version"], event.payload["asks"]) == (1, 2, 1)


def test_submitted_dossiers_keep_their_version_unless_chosen(shop):
    dossier, target = shop.dossier("assign"), next_version(shop)
    preview = dry_run(plan_for(target, MAP), on=NOW.date())
    assert preview.by_case == {dossier.pk: ("kept", "not_chosen")}
    assert carried(shop, target, submitted=False).unchanged == 1
    assert shop.fresh(dossier).version == shop.version


OLD_FEE = {"name": "Phí thẩm định", "amount": 100_000, "source": "TT 1", "due": "hand_over"}
NEW_FEES = [
    OLD_FEE | {"amount": 250_000},
    {"name": "Lệ phí", "amount": 30_000, "source": "TT 2", "due": "accept"},
]


def fee_target(shop):
    """A later version with other fees, of one whose only fee is the old one."""
    first, version = shop.version.pk, shop.version
    version.pk, version.number, version.published_at, version.fees = None, 2, None, [OLD_FEE]
    version.save(force_insert=True)

    def target():
        ProcedureVersion.objects.filter(pk=first).update(valid=DateRange(date(2020, 1, 1), date(2024, 3, 1)))
        fields_left = [shop.version.form["steps"][0]["sections"][0]["fields"][0]]
        return next_version(shop, number=3, published_at=NOW, fields=fields_left, fees=NEW_FEES)

    return target


def asked_of(dossier):
    return {
        one.due: [(line.name, line.due) for line in one.parts]
        for one in FeeCharge.objects.filter(dossier=dossier)
    }


def test_what_was_asked_stays_as_it_was_announced_when_a_sent_dossier_changes_its_version(shop):
    """It was sent under the fees of its day: neither another amount nor another fee is asked of it."""
    make_target = fee_target(shop)
    dossier = shop.dossier("assign")
    before = asked_of(dossier)
    assert before == {"hand_over": [("Phí thẩm định", 100_000)]}
    target = make_target()
    assert carried(shop, target).moved == 1
    dossier = shop.fresh(dossier)
    assert dossier.version == target and asked_of(dossier) == before
    with pytest.raises(FeeOpen):
        check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    check_fee_settled(dossier, FeeCharge.Due.ACCEPT)


def test_a_draft_that_changed_its_version_is_asked_what_the_new_one_announces(shop):
    make_target = fee_target(shop)
    draft = shop.filled()
    carried(shop, make_target(), submitted=False)
    submit_dossier(dossier=shop.fresh(draft), by=shop.actor("an"), now=NOW)
    assert asked_of(draft) == {
        "hand_over": [("Phí thẩm định", 250_000)],
        "accept": [("Lệ phí", 30_000)],
    }


def test_what_the_new_form_asks_is_not_made_up_for_submitted_dossiers(shop):
    dossier, target = shop.dossier("assign"), next_version(shop)
    preview = dry_run(plan_for(target, MAP, submitted=True), on=NOW.date())
    assert preview.by_case == {dossier.pk: ("refused", "answers")}
    assert carried(shop, target).refused == 1
    assert shop.fresh(dossier).version == shop.version


def test_a_step_that_is_gone_needs_a_place_and_its_turn_goes_along(shop):
    dossier = shop.dossier("assign")
    target = next_version(shop, fields=[shop.version.form["steps"][0]["sections"][0]["fields"][0]])
    preview = dry_run(plan_for(target, submitted=True), on=NOW.date())
    assert preview.by_case == {dossier.pk: ("refused", "no_step")}
    carried(shop, target)
    dossier = shop.fresh(dossier)
    assert dossier.case.step == "examine"
    turn = dossier.case.participants.get(open=True)
    assert (turn.role, turn.act, turn.agency) == ("examiner", "examine", shop.town.agency_a)
    assert dossier.case.due_at is not None


def test_a_settled_dossier_stays(shop):
    dossier = shop.dossier("sign")
    type(dossier.case).objects.filter(pk=dossier.pk).update(settled_at=NOW, step="hand_over")
    preview = dry_run(plan_for(next_version(shop), submitted=True), on=NOW.date())
    assert preview.by_case == {dossier.pk: ("kept", "settled")}


def test_a_page_that_was_open_meanwhile_loses_nothing(shop):
    draft = shop.filled()
    open_page = shop.fresh(draft)
    carried(shop, next_version(shop), submitted=False)
    save_answers(dossier=open_page, answers=ANSWERS | {"ke_them": "Dài"}, by=shop.actor("an"))
    draft = shop.fresh(draft)
    assert draft.answers == {"muc_dich": "Mở bưu cục", "ke_them": "Dài"}
    assert draft.former_answers[-1]["answers"] == {"ngay_can": "2024-04-01"}
    assert open_page.version == draft.version
    with pytest.raises(Stale):
        old = shop.fresh(draft)
        old.version = shop.version
        submit_dossier(dossier=old, by=shop.actor("an"), now=NOW)


def test_answers_that_changed_between_the_forecast_and_the_move_are_not_lost(shop, monkeypatch):
    draft, target = shop.filled(), next_version(shop)
    migration, plan = order(shop, target, submitted=False), with_process(plan_for(target, MAP))

    def foretold(dossier, *words, **more):
        outlook = forecast(dossier, *words, **more)
        Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS | {"muc_dich": "Khác"})
        return outlook

    monkeypatch.setattr(migrating, "forecast", foretold)
    with pytest.raises(Stale):
        migrate_dossier(case_id=draft.pk, plan=plan, migration=migration, by=shop.actor("quan"), now=NOW)
    assert shop.fresh(draft).version == shop.version


def test_a_stranger_migrates_nothing(shop):
    draft, target = shop.filled(), next_version(shop)
    migration = order(shop, target)
    for who in ("an", "binh", "chi", "tra"):
        by, plan = shop.actor(who), with_process(plan_for(target))
        with pytest.raises(PermissionDenied):
            migrate_dossier(case_id=draft.pk, plan=plan, migration=migration, by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            order_migration(target=target, steps={}, submitted=True, reason="x", by=by, now=NOW)
        with pytest.raises(PermissionDenied):
            carry_out(migration=migration, by=by, now=NOW)
    assert not EventRow.objects.filter(name="onestop.DossierMigrated").exists()


def test_an_order_needs_a_reason_steps_that_exist_and_a_published_version(shop):
    target = next_version(shop)
    with pytest.raises(WrongMigration, match="lý do"):
        order(shop, target, reason=" ")
    with pytest.raises(WrongMigration, match="không có bước"):
        order(shop, target, steps={"assign": "bay"})
    draft = ProcedureVersion.objects.get(pk=target.pk)
    draft.published_at = None
    with pytest.raises(WrongMigration, match="chưa công bố"):
        order(shop, draft)


def test_the_keeper_tries_and_orders_on_a_page(shop, client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shop.dossier("assign")
    next_version(shop)
    keeper, url = shop.town.sign_in(client, "quan"), f"/quan-tri/thu-tuc/{CODE}/chuyen-ban/2/"
    with django_assert_max_num_queries(24):
        assert "hồ sơ đã nộp giữ bản cũ" in keeper.get(url).content.decode()
    tried = keeper.post(url, {"thu": "1", "submitted": "on", "buoc_assign": "examine"}).content.decode()
    assert "mẫu mới hỏi điều" in tried
    assert not DossierMigration.objects.exists()
    wrong = keeper.post(url, {"chuyen": "1", "submitted": "on"})
    assert wrong.status_code == 422
    assert "Ghi lý do chuyển" in wrong.content.decode()
    assert keeper.post(url, {"chuyen": "1", "reason": "Thông tư mới"}).status_code == 302
    assert DossierMigration.objects.get().reason == "Thông tư mới"
    assert "Thông tư mới" in keeper.get(url).content.decode()
    assert keeper.get(f"/quan-tri/thu-tuc/{CODE}/chuyen-ban/9/").status_code == 404
    assert shop.town.sign_in(client, "binh").get(url).status_code == 403


def test_old_answers_are_shown_to_owner_and_officer(shop, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    dossier = shop.dossier("assign")
    carried(shop, next_version(shop, fields=[shop.version.form["steps"][0]["sections"][0]["fields"][0]]))
    for who, page in (("an", f"/ho-so/{dossier.case.code}/"), ("chi", f"/can-bo/ho-so/{dossier.case.code}/")):
        text = shop.town.sign_in(client, who).get(page).content.decode()
        assert "Thông tin theo mẫu cũ" in text
        assert "01/04/2024" in text or "01/4/2024" in text


def run(*words):
    out = StringIO()
    call_command("migrate_dossiers", *words, stdout=out)
    return out.getvalue()


def test_the_command_foretells_and_applies(shop, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    draft = shop.filled()
    next_version(shop)
    assert "cần công dân khai thêm" in run(CODE, "--to", "2")
    assert shop.fresh(draft).version == shop.version
    with pytest.raises(CommandError, match="lý do"):
        run(CODE, "--to", "2", "--apply")
    assert "moved 1 (of these 1 ask" in run(CODE, "--to", "2", "--apply", "--reason", "Mẫu mới")
    with pytest.raises(CommandError, match="no published version"):
        run(CODE, "--to", "7")
