"""The page around the office suite, what the suite says of itself, and how an instance sees whether it answers."""

import threading

import pytest
from django.urls import reverse

from sandbox.office_editor.server import DISCOVERY, Server
from tinhso.documents.office_editor import discovery
from tinhso.documents.office_editor.discovery import EditorAway, docx_action, editing_url
from tinhso.documents.office_editor.upkeep import ask_editor, editor_reached
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.text import Text
from tinhso.kernel.site.trial import NotSetUp, Recipient, TrialFailed

SUITE = "https://office.example"


@pytest.fixture
def editor(settings):
    server = Server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.OFFICE_EDITOR, settings.SITE_URL = server.url, "https://tinh.example"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.long
def test_the_page_sends_the_token_by_post_and_names_it_in_no_address(
    office, client, editor, django_assert_max_num_queries
):
    document = make.draft(office)
    office.sign_in(client, "emi")
    address = reverse("open_office_editor", args=[document.case.code])
    with django_assert_max_num_queries(30):
        page = client.get(address)
    words = page.content.decode()
    assert page.context["address"] == (
        f"{editor.url}/soan/?ui=vi-VN&WOPISrc=https%3A%2F%2Ftinh.example%2Fwopi%2Ffiles%2F{document.case.code}&lang=vi"
    )
    assert page.context["token"] not in page.context["address"]
    assert (
        'formmethod="post"' in words
        and 'name="access_token_ttl"' in words
        and 'target="office-editor"' in words
    )
    assert page["Cache-Control"] == "private, no-store"
    rules = page["Content-Security-Policy"]
    assert f"frame-src 'self' {editor.url}" in rules and rules.count(editor.url) == 2
    other = client.get(reverse("outgoing_document", args=[document.case.code]))
    assert editor.url not in other["Content-Security-Policy"]
    office.sign_in(client, "kim")
    assert client.get(address).status_code == 404
    sent = make.send(office, document)
    office.sign_in(client, "chi")
    assert client.get(reverse("open_office_editor", args=[sent.case.code])).status_code == 403


def test_a_suite_that_is_away_or_a_draft_without_a_form_is_told_in_words(office, client, settings):
    settings.OFFICE_EDITOR, settings.SITE_URL = "http://127.0.0.1:9", "https://tinh.example"
    document = make.draft(office)
    office.sign_in(client, "emi")
    answer = client.get(reverse("open_office_editor", args=[document.case.code]))
    assert "không trả lời" in answer.content.decode()
    bare = make.draft(office, text=Text(paragraphs=("x",)))
    answer = client.get(reverse("open_office_editor", args=[bare.case.code]))
    assert answer.status_code < 500 and "Mở dự thảo" not in answer.content.decode()


def test_what_a_discovery_may_say():
    good = DISCOVERY.format(url=SUITE)
    assert docx_action(good.encode(), SUITE) == f"{SUITE}/soan/?ui=vi-VN&"
    for words, why in (
        ("<a/>", "không sửa được"),
        ("<a", "XML"),
        ('<?xml version="1.0" encoding="la"?><a/>', "XML"),
        (DISCOVERY.format(url="http://[la"), "không đọc được"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "DOCTYPE"),
        (DISCOVERY.format(url="https://khac.example"), "nơi khác"),
        (good.replace("docx", "xlsx"), "không sửa được"),
    ):
        with pytest.raises(EditorAway, match=why):
            docx_action(words.encode(), SUITE)


@pytest.mark.long
def test_whether_it_answers_is_seen_by_doctor_and_trial(editor, settings):
    discovery._found.clear()
    assert [one.level for one in editor_reached()] == ["good"]
    assert "DOCX" in ask_editor(Recipient())[""]()
    assert editing_url("http://x/a").startswith(editor.url)
    editor.faults.set({"down": "1"})
    assert [one.level for one in editor_reached()] == ["wrong"]
    with pytest.raises(TrialFailed, match="TINHSO_OFFICE_EDITOR"):
        ask_editor(Recipient())[""]()
    settings.OFFICE_EDITOR = ""
    assert [one.level for one in editor_reached()] == ["note"]
    with pytest.raises(NotSetUp, match="TINHSO_OFFICE_EDITOR"):
        ask_editor(Recipient())
