"""Keys of programs: shown once, dated, revoked, limited, of one agency; what they send is received by the deeds of the pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.collecting.actions.make_key import MOST_KEYS, make_key
from tinhso.security.collecting.actions.revoke_key import revoke_key
from tinhso.security.models import CollectorKey, DetectionRun, ScanImport
from tinhso.security.models.collector_key import PER_MINUTE
from tinhso.security.pages.refusals import SecurityForbidden

PAGE = "/can-bo/an-toan-thong-tin/khoa-cong-cu/"
API = "/api/an-toan-thong-tin/"


def made(town, who="anh", agency=None, *, every=False, name="Nessus"):
    by = town.actor(who)
    return make_key(agency=agency or town.agency_a, every_agency=every, name=name, by=by, now=NOW)


def send(secret, content=b"<NessusClientData_v2/>", path="bao-cao/", **more):
    file = SimpleUploadedFile("bao-cao.nessus", content)
    client = Client(enforce_csrf_checks=True)
    return client.post(API + path, {"tep": file, **more}, headers={"Authorization": f"Bearer {secret}"})


def ask(secret, path):
    return Client().get(API + path, headers={"Authorization": f"Bearer {secret}"})


def test_only_the_digest_of_a_key_is_stored(guarded):
    key, secret = made(guarded)
    assert secret not in str(CollectorKey.objects.values().get()) and key.tail == secret[-4:]
    body = EventRow.objects.filter(name="security.CollectorKeyMade").get().body
    assert secret not in body and key.digest not in body


def test_who_answers_for_no_agency_makes_no_key(guarded):
    for who, agency, every in (
        ("bach", guarded.agency_a, False), ("chi", guarded.agency_a, False), ("anh", guarded.agency_a, True)
    ):  # fmt: skip
        with pytest.raises(SecurityForbidden):
            made(guarded, who, agency, every=every)
    with pytest.raises(EntryRefused):
        made(guarded, name=" ")
    assert made(guarded, "cuc", guarded.committee, every=True)[0].every_agency


def test_an_agency_has_so_many_keys(guarded):
    key, _secret = made(guarded)
    copies = [CollectorKey(agency=key.agency, name="x", digest=str(n), tail="x", made_by=key.made_by, made_at=key.made_at, expires_at=key.expires_at) for n in range(MOST_KEYS - 1)]  # fmt: skip
    CollectorKey.objects.bulk_create(copies)
    with pytest.raises(EntryRefused, match="thu hồi"):
        made(guarded)


def test_a_program_sends_a_report_for_its_agency_once(guarded):
    _key, secret = made(guarded)
    answer = send(secret)
    assert answer.status_code == 202
    row = ScanImport.objects.get()
    assert (row.agency, row.by, row.code) == (guarded.agency_a, guarded.anh, answer.json()["ma"])
    assert send(secret).json()["ma"] == row.code and ScanImport.objects.count() == 1
    assert ask(secret, f"bao-cao/{row.code}/").json()["trang_thai"] == "waiting"


def test_a_key_learns_nothing_of_another_agency(guarded):
    _key, of_a = made(guarded)
    _key, of_b = made(guarded, "bach", guarded.agency_b)
    code = send(of_a).json()["ma"]
    assert ask(of_b, f"bao-cao/{code}/").status_code == ask(of_b, "bao-cao/khong-co/").status_code == 404


def test_a_key_that_is_none_spent_revoked_or_old_opens_nothing(guarded):
    key, secret = made(guarded)
    for wrong in ("", "tsat_sai", "\u00ea"):
        assert Client().post(f"{API}bao-cao/", HTTP_AUTHORIZATION=f"Bearer {wrong}").status_code == 401
    CollectorKey.objects.update(calls=PER_MINUTE, window_at=timezone.now())
    assert send(secret).status_code == 429
    CollectorKey.objects.update(window_at=timezone.now() - timedelta(minutes=2))
    assert send(secret, b"").status_code == 422
    CollectorKey.objects.update(expires_at=timezone.now())
    assert send(secret).status_code == 401
    CollectorKey.objects.update(expires_at=timezone.now() + timedelta(days=1))
    with pytest.raises(SecurityForbidden):
        revoke_key(key=key, by=guarded.actor("bach"), now=NOW)
    for _twice in range(2):
        revoke_key(key=key, by=guarded.actor("anh"), now=NOW)
    assert send(secret).status_code == 401 and not ScanImport.objects.exists()
    assert EventRow.objects.filter(name="security.CollectorKeyRevoked").count() == 1


def test_a_key_ends_with_the_work_of_who_made_it(guarded):
    _key, secret = made(guarded)
    guarded.anh.posts.update(roles=[])
    answer = send(secret)
    assert answer.status_code == 401 and "phụ trách" in answer.json()["loi"]


def test_a_key_works_whatever_other_post_its_maker_holds(guarded):
    _key, secret = made(guarded)
    mine = guarded.anh.posts.get()
    mine.pk, mine.agency, mine.roles = mine.pk - 100_000, guarded.agency_b, []
    mine.save(force_insert=True)
    assert send(secret).status_code == 202
    guarded.anh.is_active = False
    guarded.anh.save()
    assert send(secret).status_code == 401


def test_a_refused_report_is_tried_once_more_after_an_hour(guarded, monkeypatch):
    _key, secret = made(guarded)
    code = send(secret).json()["ma"]
    ScanImport.objects.update(state=ScanImport.State.REFUSED)
    assert send(secret).json()["ma"] == code
    ScanImport.objects.update(at=timezone.now() - timedelta(days=400 * 10))
    assert send(secret).json()["ma"] != code and ScanImport.objects.count() == 2


def test_signs_that_no_row_can_hold_are_refused(guarded):
    _key, secret = made(guarded)
    answer = send(secret, b"{}", "su-kien/", san_pham="win\x00dows")
    assert answer.status_code == 422 and answer.json()["truong"] == "san_pham"


def test_what_is_missing_or_refused_is_answered_in_vietnamese(guarded):
    _key, secret = made(guarded)
    answer = Client().post(f"{API}bao-cao/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 422 and "tep" in answer.json()["loi"]
    events = send(secret, b"{}", "su-kien/")
    assert events.status_code == 422 and "quy tắc" in events.json()["loi"]
    assert not DetectionRun.objects.exists()


def test_the_page_shows_a_new_key_once_and_nobody_elses(guarded, client, django_assert_max_num_queries):
    made(guarded, "bach", guarded.agency_b, name="Khóa của B")
    guarded.sign_in(client, "anh")
    first = client.post(PAGE, {"name": "Nessus tầng 2"}).content.decode()
    with django_assert_max_num_queries(25):
        later = client.get(PAGE).content.decode()
    assert "tsat_" in first and "tsat_" not in later and "Khóa của B" not in later
    key = CollectorKey.objects.get(agency=guarded.agency_a)
    client.post(f"{PAGE}{key.pk}/thu-hoi/")
    key.refresh_from_db()
    assert key.revoked_at
    other = CollectorKey.objects.get(agency=guarded.agency_b)
    assert client.post(f"{PAGE}{other.pk}/thu-hoi/").status_code == 404
    assert client.post(PAGE, {"name": ""}).status_code == 422
    assert guarded.sign_in(client, "emi").get(PAGE).status_code == 403
