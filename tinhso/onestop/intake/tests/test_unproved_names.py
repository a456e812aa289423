"""Words of whoever files for somebody else bind nobody's number, and tell nobody who has which."""

import re
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, State
from tinhso.casework.tests.derived import differing
from tinhso.kernel.events.public import timeline
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.applicants import AnotherName, Applicant, known_or_new
from tinhso.onestop.dossier.consent import MOST_TRIES
from tinhso.onestop.dossier.identity_differences import identity_differences
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.intake.actions.confirm_consent import WrongCode, confirm_consent
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.record_consent_paper import record_consent_paper
from tinhso.onestop.intake.actions.send_consent_code import NoAddress, send_consent_code
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.intake.tests.test_on_behalf import TAM, agree, of_an, started, whole
from tinhso.onestop.models import Consent, Dossier
from tinhso.onestop.tests.makers import CODE, NOW, make_file


def named(shop, name):
    """Under An's number, whatever the name."""
    return Applicant(Person.Kind.CITIZEN, shop.town.an.person.id_number, name)


def by_paper(shop, applicant):
    """Handed in by a paper that the submitter uploaded: nobody has looked at it yet."""
    dossier, dung = whole(shop, applicant=applicant), shop.actor("dung")
    words = {"basis": Consent.Basis.AUTHORITY, "words": "Số 1", "by": dung, "now": NOW}
    record_consent_paper(consent=dossier.consent, file=make_file(dung, name="uy-quyen.pdf"), **words)
    submit_dossier(dossier=dossier, by=dung, now=NOW)
    return shop.fresh(dossier)


def answers_to(shop, applicant):
    """Everything that the submitter is shown until consent, without tokens and what they typed themselves."""
    client, start = shop.town.sign_in(Client(), "dung"), reverse("start_for", args=[CODE])
    form = {"client_key": str(uuid4()), "id_number": applicant.id_number, "full_name": applicant.full_name}
    begun = client.post(start, form | {"capacity": "relative"})
    page, found = begun["Location"], [str(begun.status_code)]
    for way in ({}, {"way": "send"}, {"way": "confirm", "code": "000000"}):
        answer = client.post(page, way) if way else client.get(page)
        shown = client.get(page) if answer.status_code == 302 else answer
        found += [str(answer.status_code), shown.content.decode()]
    fill = client.get(page.replace("dong-y/", "buoc_mot/"))
    found.append(str(fill.status_code))
    text = re.sub(r'(value|nonce|content|data-\w+)="[^"]{12,}"', "", "\n".join(found))
    text = text.replace(applicant.full_name, "…").replace(applicant.id_number, "…")
    return re.sub(r"NHAP-\w+|\d\d:\d\d(:\d\d)?", "", text)


def test_the_answer_is_the_same_whoever_is_known(shop):
    right, wrong = answers_to(shop, of_an(shop)), answers_to(shop, named(shop, "Trần Văn Khác"))
    unknown = answers_to(shop, TAM)
    assert right == wrong == unknown
    assert "Gửi mã mới" in right and "Mã không đúng" in right
    assert [notice.person_id for notice in Notice.objects.all()] == [shop.town.an.person_id]


def test_a_code_that_went_to_nobody_is_wrong_as_often_as_one_may_try(shop):
    dossier, dung = started(shop, TAM), shop.actor("dung")
    send_consent_code(consent=dossier.consent, by=dung, now=NOW)
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            confirm_consent(consent=dossier.consent, code="not six", by=dung, now=NOW)


def test_a_wrong_name_blocks_the_right_one_for_nobody(shop):
    started(shop, Applicant(Person.Kind.CITIZEN, TAM.id_number, "Kẻ Đùa"))
    assert not Person.objects.filter(id_number=TAM.id_number).exists()
    assert known_or_new(TAM).full_name == "Cụ Tám"


def test_a_name_that_only_words_brought_before_gives_way_to_papers(shop):
    """As an earlier version left it: the number stands with the first name that somebody typed."""
    words = {"kind": Person.Kind.CITIZEN, "id_number": TAM.id_number}
    false = Person.objects.create(full_name="Kẻ Đùa", **words)
    assert known_or_new(TAM).pk == false.pk
    assert Person.objects.get(**words).full_name == "Cụ Tám"
    with pytest.raises(AnotherName):
        known_or_new(named(shop, "Ai Khác"))


def test_with_the_code_it_is_the_persons_and_the_row_of_words_is_gone(shop):
    dossier = whole(shop)
    words = dossier.case.person_id
    assert words != shop.town.an.person_id
    agree(shop, dossier)
    bound = shop.fresh(dossier)
    assert bound.case.person_id == shop.town.an.person_id
    assert Person.objects.get(pk=words).full_name == ""
    assert "onestop.ApplicantBound" in [line.name for line in timeline(dossier.case_id)]
    assert not differing()


def test_an_uploaded_paper_makes_nobody_known_before_the_desk_has_seen_it(shop):
    dossier = by_paper(shop, TAM)
    assert not Person.objects.filter(id_number=TAM.id_number).exists()
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    known = Person.objects.get(id_number=TAM.id_number)
    assert known.full_name == "Cụ Tám" and shop.fresh(dossier).case.person_id == known.pk
    assert not differing()


def test_whoever_is_known_under_number_and_name_follows_it_by_the_paper_too(shop):
    dossier = by_paper(shop, of_an(shop))
    assert dossier.case.person_id == shop.town.an.person_id
    listed = shop.town.sign_in(Client(), "an").get(reverse("my_dossiers")).content.decode()
    assert dossier.case.code in listed


def test_the_desk_sees_that_the_number_is_known_under_another_name(shop):
    dossier = by_paper(shop, named(shop, "Trần Văn Khác"))
    assert dossier.case.person_id != shop.town.an.person_id
    [one] = identity_differences(dossier)
    assert {value.text for value in one.values} == {"Lê Thị An", "Trần Văn Khác"}
    page = shop.town.sign_in(Client(), "dung").get(reverse("dossier", args=[dossier.case.code]))
    assert "Lê Thị An" not in page.content.decode()
    client = shop.town.sign_in(Client(), "binh")
    sent = {"ver": dossier.case.ver, "words": "Nhầm tên", "full_name": "0"}
    client.post(reverse("deed_settle_identity", args=[dossier.case.code]), sent)
    dossier = shop.fresh(dossier)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    assert shop.fresh(dossier).case.person_id == shop.town.an.person_id


def test_where_the_desk_lets_the_other_name_stand_nobody_known_is_touched(shop):
    dossier = by_paper(shop, named(shop, "Trần Văn Khác"))
    client = shop.town.sign_in(Client(), "binh")
    sent = {"ver": dossier.case.ver, "words": "Đã xem giấy khai sinh", "full_name": "1"}
    client.post(reverse("deed_settle_identity", args=[dossier.case.code]), sent)
    dossier = shop.fresh(dossier)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    accepted = shop.fresh(dossier)
    assert accepted.case.state == State.IN_PROGRESS and accepted.case.person_id != shop.town.an.person_id
    assert Person.objects.get(pk=shop.town.an.person_id).full_name == "Lê Thị An"


def test_the_desk_is_told_that_nobody_can_be_reached(shop):
    dossier = start_at_counter(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=TAM,
        submitter=of_an(shop),
        source="counter",
        by=shop.actor("binh"),
        now=NOW,
        client_key=uuid4(),
    )
    with pytest.raises(NoAddress):
        send_consent_code(consent=dossier.consent, by=shop.actor("binh"), now=NOW)
    client, path = shop.town.sign_in(Client(), "binh"), reverse("counter_consent", args=[dossier.case.code])
    assert "chưa có số điện thoại" in client.get(path).content.decode()


def test_the_same_page_sent_twice_opens_one_draft_and_for_somebody_else_none(shop):
    key = uuid4()
    client, start = shop.town.sign_in(Client(), "dung"), reverse("start_for", args=[CODE])
    form = {"client_key": str(key), "id_number": TAM.id_number, "full_name": TAM.full_name}
    first, second = (client.post(start, form | {"capacity": "relative"})["Location"] for _ in range(2))
    assert first == second and Dossier.objects.count() == 1
    client.post(start, form | {"capacity": "relative", "full_name": "Ai Khác"})
    assert Dossier.objects.count() == 1 and Person.objects.filter(full_name="Ai Khác").count() == 0


def test_a_draft_thrown_away_forgets_who_was_named(shop):
    dossier = started(shop, TAM)
    discard_dossier(dossier=dossier, ver=dossier.case.ver, by=shop.actor("dung"), now=NOW)
    assert not Person.objects.filter(full_name="Cụ Tám").exists()


def test_an_upgrade_takes_the_number_from_whoever_only_words_named(shop):
    """As 0.1.0 left it: the first to type a number made the person of it."""
    words = Person.objects.create(full_name="Kẻ Đùa", id_number=TAM.id_number)
    bought = Person.objects.create(full_name="Bà Chín", id_number="038150000009")
    for person in (words, bought, shop.town.an.person):
        dossier = started(shop, of_an(shop))
        Case.objects.filter(pk=dossier.pk).update(person=person)
    Case.objects.filter(person=bought).update(submitted_at=NOW)  # the desk has it: papers were looked at
    with connection.cursor() as cursor:
        cursor.execute(import_module("tinhso.onestop.migrations.0050_names_bind_nobody").FORWARD)
    left = dict(Person.objects.values_list("pk", "id_number"))
    assert (left[words.pk], left[bought.pk]) == ("", "038150000009")
    assert left[shop.town.an.person_id] == "038190000001"


def test_one_row_of_before_that_several_drafts_name_stays_until_the_last(shop):
    first, second = whole(shop), whole(shop)
    named = first.case.person
    Case.objects.filter(pk=second.pk).update(person=named)
    agree(shop, first)
    assert Person.objects.get(pk=named.pk).full_name == "Lê Thị An"
    agree(shop, shop.fresh(second))
    assert Person.objects.get(pk=named.pk).full_name == ""
