"""Lưu giữ: what is over its time goes exactly as foretold, what is held stays, and the log stays whole."""

from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import ForeignKey, OneToOneField
from django.test import Client
from django.urls import reverse

from tinhso.casework.models import Note
from tinhso.casework.public import Case, NotYourTurn
from tinhso.kernel.events.public import SYSTEM, EventRow, Seal, seal, verify
from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import Person
from tinhso.onestop import tasks
from tinhso.onestop.dossier.actions.attach_file import attach_file
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier, Erasure, StoreEntry
from tinhso.onestop.retention.actions.erase_dossier import erase_dossier
from tinhso.onestop.retention.actions.hold_dossier import HeldBefore, NoReason, hold_dossier
from tinhso.onestop.retention.actions.lift_hold import NotHeld, lift_hold
from tinhso.onestop.retention.plan import foretell
from tinhso.onestop.retention.retention import due_dossiers
from tinhso.onestop.store.actions.accept_paper import ReadOnPaper, accept_paper
from tinhso.onestop.store.actions.reuse_paper import reuse_paper
from tinhso.onestop.tests.makers import ANSWERS, NOW, SINCE, let_sign, make_file, make_instance

LATER = NOW.replace(year=NOW.year + 3)  # when what was refused is over its time
YEARS = {"retention.default": 10, "retention.unsettled": 2, "retention.automatic": False}

DECIDED = {  # every table that points to a dossier, and what an erasing does with its rows
    *("Attachment", "Consent", "CopiedField", "StoreEntry"),  # removed
    *(
        "Decision",
        "FeeCharge",
        "HandOver",
        "LinkedPart",
        "PortalArrival",
        "PortalDossier",
        "PortalMessage",
        "ProactiveOffer",
    ),  # words removed
    *("Erasure", "RetentionHold"),  # says so itself; keeps its reason
    *("CutoverDossier", "PaperHandedIn", "Slip", "Trip"),  # codes, counts and numbers, nothing personal
}


@pytest.fixture
def ruled_shop(shop):
    """The shop with rules for keeping."""
    for key, value in YEARS.items():
        Rule.objects.create(key=key, value=value, valid=SINCE, source="Quy định thử")
    return shop


def refused(shop, dossier=None):
    """A dossier of An that the desk turned down."""
    dossier = dossier or shop.dossier("receive")
    refuse_dossier(dossier=dossier, text="Không thuộc thẩm quyền", **shop.words("binh", dossier))
    return shop.fresh(dossier)


def dossier_with_stored_paper(shop, entry):
    """A dossier of An that uses a stored paper, handed in."""
    dossier = shop.start()
    dossier.answers = dict(ANSWERS)
    dossier.save(update_fields=["answers"])
    reuse_paper(dossier=dossier, paper="phuong_an", entry_id=entry.pk, by=shop.actor("an"), now=NOW)
    submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW)
    return shop.fresh(dossier)


def accepted(shop, dossier):
    attachment = dossier.attachments.get()
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    attachment.refresh_from_db()
    paper = ReadOnPaper(title="Phương án")
    return accept_paper(attachment=attachment, paper_read=paper, by=shop.actor("binh"), now=NOW)


def retain(*words):
    out = StringIO()
    call_command("retain", *words, stdout=out)
    return out.getvalue()


def erase(dossier, now=LATER):
    due = next(due for due in due_dossiers(now) if due.dossier_id == dossier.pk)
    return erase_dossier(due=due, by=SYSTEM, now=now)


def test_every_table_that_points_to_a_dossier_is_decided():
    """A new one: say in `erase_dossier` what becomes of its rows, then here."""
    points = {
        f.related_model.__name__
        for f in Dossier._meta.get_fields(include_hidden=True)
        if f.auto_created and isinstance(f.remote_field, ForeignKey | OneToOneField)
    }
    assert points == DECIDED


@pytest.mark.long
def test_the_dry_run_changes_nothing_and_the_deed_does_just_that(ruled_shop):
    make_instance(LATER)
    first = ruled_shop.dossier("receive")
    entry = accepted(ruled_shop, first)
    shared, other = dossier_with_stored_paper(ruled_shop, entry), ruled_shop.dossier("receive")
    for dossier in (first, shared, other):
        refused(ruled_shop, ruled_shop.fresh(dossier))
    output = retain()
    size = StoredFile.objects.get(pk=entry.file_id).size
    assert f"{first.case.code}  retention.unsettled  0 tệp  0 byte" in output
    assert f"{shared.case.code}  retention.unsettled  1 tệp  {size} byte" in output
    assert f"Cộng: 3 hồ sơ, 2 tệp, {2 * size} byte; tạm dừng huỷ: 0" in output
    assert "chưa xoá gì" in output
    assert not Erasure.objects.exists()
    done = retain("--apply")
    assert f"Đã xoá: 3 hồ sơ, 2 tệp, {2 * size} byte" in done
    assert "Đúng như đã liệt kê." in done
    assert not (StoredFile.objects.exists() or StoreEntry.objects.exists())
    assert "Cộng: 0 hồ sơ" in retain()


def test_what_is_personal_goes_and_what_is_counted_stays(ruled_shop):
    dossier = refused(ruled_shop)
    before = Case.objects.values_list("code", "state", "finished_at", "timeliness").get(pk=dossier.pk)
    erasure = erase(dossier)
    left = ruled_shop.fresh(dossier)
    assert (left.answers, left.applicant_name, left.phone, bytes(left.salt)) == ({}, "", "", b"")
    note = Note.objects.get(case=dossier.case)
    assert (note.text, bytes(note.salt)) == ("", b"")
    assert (erasure.papers, erasure.files, StoredFile.objects.count()) == (1, 1, 0)
    assert Case.objects.values_list("code", "state", "finished_at", "timeliness").get(pk=dossier.pk) == before
    event = EventRow.objects.filter(case_id=dossier.pk).order_by("id").last()
    assert (event.name, event.payload["rule"], event.payload["files"]) == (
        "onestop.DossierErased",
        "retention.unsettled",
        1,
    )
    client = ruled_shop.town.sign_in(Client(), "an")
    page = client.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert "Dữ liệu cá nhân của hồ sơ đã được xoá" in page
    assert "08/03/2027" in page and "Quy định thử" in page
    slip = dossier.slips.get()
    assert client.get(reverse("download_slip", args=[dossier.case.code, slip.pk])).status_code == 404
    assert (
        ruled_shop.town.sign_in(Client(), "binh")
        .get(reverse("desk_dossier", args=[dossier.case.code]))
        .status_code
        == 200
    )


def test_a_stored_paper_stays_as_long_as_a_dossier_uses_it(ruled_shop):
    first = ruled_shop.dossier("receive")
    entry = accepted(ruled_shop, first)
    user = dossier_with_stored_paper(ruled_shop, entry)
    refused(ruled_shop, ruled_shop.fresh(first))
    erase(first)
    assert StoreEntry.objects.filter(pk=entry.pk).exists()
    assert StoredFile.objects.filter(pk=entry.file_id).exists()
    refused(ruled_shop, user)
    [line] = foretell(list(due_dossiers(LATER)))
    erasure = erase(user)
    assert (line.files, erasure.files) == (1, 1)
    assert not StoreEntry.objects.exists()


@pytest.mark.long
def test_a_signed_result_outlives_its_dossier(ruled_shop):
    let_sign(ruled_shop.town)
    dossier = ruled_shop.dossier("hand_over")
    Case.objects.filter(pk=dossier.pk).update(state="done", finished_at=NOW)
    assert not list(due_dossiers(LATER))
    erase(dossier, now=NOW.replace(year=NOW.year + 10))
    entry = StoreEntry.objects.select_related("paper", "file").get()
    assert entry.paper.state == "issued"
    client = ruled_shop.town.sign_in(Client(), "an")
    assert b"".join(client.get(reverse("download_stored", args=[entry.pk]))).startswith(b"%PDF")


def test_a_hold_stops_it_until_it_is_lifted(ruled_shop):
    make_instance(LATER)
    dossier = refused(ruled_shop)
    words = {"dossier": dossier, "now": LATER}
    for who in ("an", "emi", "bao", "quan"):
        with pytest.raises(NotYourTurn):
            hold_dossier(**words, reason="Khiếu nại", by=ruled_shop.actor(who))
    with pytest.raises(NotHeld):
        lift_hold(**words, by=ruled_shop.actor("chi"))
    with pytest.raises(NoReason):
        hold_dossier(**words, reason=" \n", by=ruled_shop.actor("chi"))
    hold_dossier(**words, reason="Khiếu nại", by=ruled_shop.actor("chi"))
    with pytest.raises(HeldBefore):
        hold_dossier(**words, reason="Nữa", by=ruled_shop.actor("van"))
    assert "đang tạm dừng huỷ, giữ lại" in retain("--apply")
    assert erase(dossier) is None
    lift_hold(**words, by=ruled_shop.actor("van"))
    assert erase(dossier) is not None
    names = EventRow.objects.filter(case_id=dossier.pk).order_by("id").values_list("name", flat=True)
    assert list(names)[-3:] == [
        "onestop.RetentionHeld",
        "onestop.RetentionHoldLifted",
        "onestop.DossierErased",
    ]


def test_whoever_has_no_account_and_nothing_kept_becomes_nameless(ruled_shop):
    applicant = Applicant(Person.Kind.CITIZEN, "038190000099", "Trần Thị Mới")
    binh = ruled_shop.actor("binh")
    words = {
        "source": Case.Source.COUNTER,
        "client_key": uuid4(),
        "level": "province",
        "applicant": applicant,
    }
    agencies = {
        "agency": ruled_shop.town.agency_a,
        "desk": ruled_shop.town.desk_a,
        "version": ruled_shop.version,
    }
    dossier = start_at_counter(**words, **agencies, by=binh, now=NOW)
    Dossier.objects.filter(pk=dossier.pk).update(answers=ANSWERS)
    dossier = ruled_shop.fresh(dossier)
    attach_file(dossier=dossier, paper="phuong_an", file=make_file(binh), by=binh, now=NOW)
    submit_dossier(dossier=dossier, by=binh, now=NOW)
    erase(refused(ruled_shop, ruled_shop.fresh(dossier)))
    person = Person.objects.get(pk=dossier.case.person_id)
    assert (person.full_name, person.id_number, person.erased_at) == ("", "", LATER)
    assert Person.objects.get(pk=ruled_shop.town.an.person_id).full_name == "Lê Thị An"


def test_only_the_system_erases(ruled_shop):
    refused(ruled_shop)
    [due] = due_dossiers(LATER)
    for who in ("chi", "van", "quan"):
        with pytest.raises(PermissionDenied):
            erase_dossier(due=due, by=ruled_shop.actor(who), now=LATER)
    assert not list(due_dossiers(NOW + timedelta(days=700)))


def test_the_night_tells_the_clerk_and_erases_only_where_the_rules_say_so(ruled_shop):
    make_instance(LATER)
    refused(ruled_shop)
    tasks.retain(timestamp=0)
    tasks.retain(timestamp=0)
    assert [n.user for n in Notice.objects.filter(topic="onestop.retention")] == [ruled_shop.town.van]
    assert not Erasure.objects.exists()
    Rule.objects.filter(key="retention.automatic").update(value=True)
    tasks.retain(timestamp=0)
    assert Erasure.objects.count() == 1


@pytest.mark.long
def test_the_pages_for_keeping_are_of_head_and_clerk(ruled_shop, django_assert_max_num_queries):
    make_instance(LATER)
    dossier = refused(ruled_shop)
    url, code = reverse("retention"), dossier.case.code
    for who, status in (("an", 403), ("binh", 403), ("emi", 403)):
        assert ruled_shop.town.sign_in(Client(), who).get(url).status_code == status
    clerk = ruled_shop.town.sign_in(Client(), "van")
    with django_assert_max_num_queries(12):
        assert code in clerk.get(url).content.decode()
    desk = ruled_shop.town.sign_in(Client(), "binh")
    nothing = desk.post(reverse("hold_dossier", args=[code]), {"reason": " "}, follow=True)
    assert "Ghi lý do tạm dừng huỷ" in nothing.content.decode()
    desk.post(reverse("hold_dossier", args=[code]), {"reason": "Khiếu nại số 5"})
    assert "Khiếu nại số 5" in desk.get(reverse("desk_dossier", args=[code])).content.decode()
    assert "tạm dừng huỷ" in clerk.get(url).content.decode()
    for who in ("bao", "chi"):  # another desk; the head never had this dossier
        assert (
            ruled_shop.town.sign_in(Client(), who).post(reverse("lift_hold", args=[code])).status_code == 404
        )
    desk.post(reverse("lift_hold", args=[code]))
    assert not dossier.holds.open().exists()


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_the_bytes_go_and_the_log_stays_whole(ruled_shop):
    dossier = refused(ruled_shop)
    file = dossier.attachments.get().file
    seal(Seal.Log.EVENTS)
    erase(dossier)
    with pytest.raises(OSError):  # noqa: PT011
        read(file)
    seal(Seal.Log.EVENTS)
    assert verify().ok
    assert date(2027, 3, 8) == Erasure.objects.get().erased_at.date()
