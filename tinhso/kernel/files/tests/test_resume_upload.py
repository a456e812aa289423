import json
import time
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core import signing

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.actions import resume_upload
from tinhso.kernel.files.models import StoredFile, Upload, UploadChunk
from tinhso.kernel.files.public import UploadRules, read, upload_ticket
from tinhso.kernel.files.rules import BadTicket, read_ticket
from tinhso.kernel.files.tests.makers import PDF

pytestmark = pytest.mark.django_db


def begin(
    client, by: Actor, *, size: int = len(PDF), rules: UploadRules | None = None, name: str = "don.pdf"
):
    wish = {
        "ticket": upload_ticket(rules or UploadRules(), by=by),
        "name": name,
        "size": size,
        "type": "application/pdf",
    }
    return client.post("/tep/", json.dumps(wish), content_type="application/json")


def patch(client, token: str, offset: int, data: bytes):
    return client.patch(
        f"/tep/{token}/",
        data,
        content_type="application/octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def test_a_file_arrives_in_pieces(client, town, django_assert_max_num_queries):
    town.sign_in(client, "an")
    begun = begin(client, town.actor("an"))
    token = begun.json()["token"]
    assert begun.status_code == 201
    assert patch(client, token, 0, PDF[:40]).json() == {"received": 40}
    assert client.get(f"/tep/{token}/").json() == {"received": 40, "size": len(PDF)}
    with django_assert_max_num_queries(14):
        assert patch(client, token, 40, PDF[40:]).status_code == 200
    done = client.post(f"/tep/{token}/xong/")
    file = StoredFile.objects.get(pk=done.json()["id"])
    assert read(file) == PDF
    assert file.uploaded_by == town.an
    assert "state" not in done.json()
    assert not UploadChunk.objects.exists()


def test_finishing_twice_gives_the_same_file(client):
    token = begin(client, Actor()).json()["token"]
    patch(client, token, 0, PDF)
    first, second = (client.post(f"/tep/{token}/xong/").json()["id"] for _ in range(2))
    assert first == second
    assert patch(client, token, 0, PDF).status_code == 409


def test_a_piece_sent_twice_is_told_where_to_go_on(client):
    token = begin(client, Actor()).json()["token"]
    patch(client, token, 0, PDF[:40])
    second = patch(client, token, 0, PDF[:40])
    assert (second.status_code, second.json()) == (409, {"received": 40})
    assert patch(client, token, 40, PDF[40:] + b"more").status_code == 409


def test_a_piece_is_missing(client):
    token = begin(client, Actor()).json()["token"]
    patch(client, token, 0, PDF[:40])
    answer = client.post(f"/tep/{token}/xong/")
    assert answer.status_code == 422
    assert "chưa được gửi hết" in answer.json()["message"]
    assert patch(client, token, 40, PDF[40:]).status_code == 200


def test_a_digest_that_differs_is_refused(town):
    upload = resume_upload.begin_upload(
        name="a.pdf", size=len(PDF), declared="", rules=UploadRules(), by=town.actor("an")
    )
    resume_upload.add_chunk(upload, offset=0, data=PDF)
    with pytest.raises(resume_upload.FileRefused):
        resume_upload.finish_upload(upload, sha256="0" * 64, by=town.actor("an"), now=None)


def test_content_is_judged_at_the_end_and_size_at_the_start(client):
    assert begin(client, Actor(), size=99_000_000).status_code == 422
    assert begin(client, Actor(), size=0).status_code == 422
    bad = b"MZ" + b"\0" * 50
    token = begin(client, Actor(), size=len(bad)).json()["token"]
    patch(client, token, 0, bad)
    answer = client.post(f"/tep/{token}/xong/")
    assert answer.status_code == 422
    assert "chương trình máy tính" in answer.json()["message"]
    assert not StoredFile.objects.exists()


def test_a_stranger_cannot_go_on_with_it(client, town):
    upload = begin(town.sign_in(client, "an"), town.actor("an")).json()["token"]
    town.sign_in(client, "dung")
    assert client.get(f"/tep/{upload}/").status_code == 404
    assert patch(client, upload, 0, PDF).status_code == 404
    assert client.post(f"/tep/{upload}/xong/").status_code == 404
    client.logout()
    assert client.get(f"/tep/{upload}/").status_code == 404


def test_a_ticket_opens_for_a_day(town, monkeypatch):
    an, begun = town.actor("an"), time.time()
    ticket = upload_ticket(UploadRules(), by=an)
    for seconds, opens in ((24 * 3600 - 5, True), (24 * 3600 + 5, False)):
        monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda late=seconds: begun + late))
        with nullcontext() if opens else pytest.raises(BadTicket):
            read_ticket(ticket, by=an, browser="")


def test_a_ticket_is_for_one_account_and_cannot_be_forged(client, town):
    assert begin(client, town.actor("an")).status_code == 403
    wish = {"ticket": "x:y:z", "name": "a.pdf", "size": 1, "type": ""}
    assert client.post("/tep/", json.dumps(wish), content_type="application/json").status_code == 403
    other = signing.dumps(
        {"rules": UploadRules().as_json(), "user": None}, salt="tinhso.other", compress=True
    )
    as_ticket = wish | {"ticket": other}  # signed by us, for something else
    assert client.post("/tep/", json.dumps(as_ticket), content_type="application/json").status_code == 403
    for body in ("", "[]", "{", json.dumps({"ticket": 1})):
        answer = client.post("/tep/", body, content_type="application/json")
        assert answer.status_code == 403
        assert "tải lại trang" in answer.json()["message"]
    assert not Upload.objects.exists()
