"""A strict office suite opens, locks, saves and closes a draft; what it may not do it is refused, and nothing is lost."""

import logging
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sandbox.office_editor.docx import lines_of, with_lines
from sandbox.office_editor.wopi import Refused
from tinhso.casework.public import NotYourTurn
from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.letter_parts import LetterUnreadable
from tinhso.documents.models import DraftLock, DraftVersion, EditorSave
from tinhso.documents.office_editor.actions.drop_save import drop_save
from tinhso.documents.office_editor.actions.end_editing import end_editing
from tinhso.documents.office_editor.actions.lock_draft import lock_draft
from tinhso.documents.office_editor.actions.refresh_lock import refresh_lock
from tinhso.documents.office_editor.actions.save_from_editor import save_from_editor
from tinhso.documents.office_editor.actions.store_between import store_between
from tinhso.documents.office_editor.actions.store_save import BETWEEN, store_save
from tinhso.documents.office_editor.actions.unlock_draft import unlock_draft
from tinhso.documents.office_editor.file_info import draft_bytes
from tinhso.documents.office_editor.locks import LockMismatch
from tinhso.documents.office_editor.permissions import can_open_editor, can_open_save, can_store_save
from tinhso.documents.office_editor.tests.suite import EDITOR, HOST, locked, opened
from tinhso.documents.outgoing.actions.write_version import VersionChanged, write_version
from tinhso.documents.outgoing.editor_state import editor_state
from tinhso.documents.outgoing.tests import makers as make
from tinhso.documents.outgoing.tests.test_docx_round import commented, edited, zipped
from tinhso.documents.outgoing.text import Draft, Text
from tinhso.documents.outgoing.versions import add_version, newest, text_of
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.public import FileRefused, StoredFile, read
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused


@pytest.fixture
def suite(office, settings):
    settings.OFFICE_EDITOR = EDITOR
    return office


def retyped(content, old, new):
    return with_lines(content, [line.replace(old, new) for line in lines_of(content)])


def save(town, document, content, lock="khoa-1", who="emi", now=NOW):
    return save_from_editor(document=document, lock=lock, content=content, by=town.actor(who), now=now)


@pytest.mark.long
def test_a_suite_opens_locks_saves_twice_and_closes(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    assert session.info["BaseFileName"] == f"{document.case.code}.docx" and session.version == "1"
    assert session.get_lock() == "khoa-1"
    content = retyped(content, "15/3/2024", "20/3/2024")
    assert session.put_file(content) == "2" == session.put_file(content), "the same words make no version"
    content = retyped(content, "Trân trọng", "Trân trọng cảm ơn")  # still the file of version 1
    assert session.put_file(content) == "3"
    assert text_of(newest(document)).paragraphs == (
        "Đề nghị các cơ quan báo cáo trước ngày 20/3/2024.",
        "Trân trọng cảm ơn./.",
    )
    session.refresh()
    session.lock_name = "khoa-2"
    session.lock(former="khoa-1")
    session.unlock()
    assert session.get_lock() == "" and not DraftLock.objects.exists() and not EditorSave.objects.exists()
    kinds = list(
        EventRow.objects.filter(name__contains="Draft").order_by("pk").values_list("name", flat=True)
    )
    assert kinds.count("documents.DraftVersionWritten") == 2
    assert "documents.DraftLocked" in kinds and kinds[-1] == "documents.DraftUnlocked"


@pytest.mark.long
def test_another_lock_none_and_names_that_are_none_are_refused_with_the_lock_that_holds(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    other = opened(suite, document, lock="khoa-khac")
    for call in (other.lock, other.refresh, other.unlock, lambda: other.put_file(content)):
        with pytest.raises(Refused) as refused:
            call()
        assert (refused.value.status, refused.value.lock) == (409, "khoa-1")
    session.unlock()
    for call in (
        session.refresh,
        session.unlock,
        lambda: session.lock(former="x"),
        lambda: session.put_file(content),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert (refused.value.status, refused.value.lock) == (409, "")
    for name in ("", "x" * 1025):
        session.lock_name = name
        with pytest.raises(Refused, match="400"):
            session.lock()
    for words in ({"X-WOPI-Override": "PUT_RELATIVE"}, {}):
        assert session.call("POST", headers=words)[0] == 501
        assert session.call("POST", "/contents", headers=words)[0] == 501


def test_a_lock_ends_half_an_hour_after_it_was_last_heard_of(suite, monkeypatch):
    document = make.draft(suite)
    session, _content = locked(suite, document)
    later = NOW + timedelta(minutes=31)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: later)
    assert session.get_lock() == ""
    opened(suite, document, lock="sau").lock()
    assert DraftLock.objects.get().name == "sau"


@pytest.mark.long
def test_while_it_is_open_nobody_writes_sends_or_drops_it_elsewhere_and_the_page_says_who_has_it(
    suite, client
):
    document = make.draft(suite)
    locked(suite, document)
    by = suite.actor("emi")
    draft = Draft(**make.WORDS | {"text": Text(to=("A",), paragraphs=("B",), recipients=("C",))})
    with pytest.raises(EntryRefused, match="Trịnh Thị Emi|bộ soạn thảo"):
        write_version(document=document, ver=document.case.ver, was=1, draft=draft, by=by, now=NOW)
    with pytest.raises(EntryRefused, match="bộ soạn thảo"):
        make.send(suite, document)
    page = reverse("outgoing_document", args=[document.case.code])
    suite.sign_in(client, "emi")
    words = client.get(page).content.decode()
    assert "đang mở dự thảo trong bộ soạn thảo" in words and "Kết thúc phiên soạn thảo" in words
    answer = client.post(reverse("end_office_editor", args=[document.case.code]), follow=True)
    assert "đang mở dự thảo" not in answer.content.decode()
    make.send(suite, document)
    client.post(reverse("end_office_editor", args=[document.case.code]))
    with pytest.raises(NotYourTurn):
        end_editing(document=make.fresh(document), by=by, now=NOW)


@pytest.mark.long
def test_rights_follow_the_post_and_a_token_is_for_one_draft_of_one_person_some_hours(suite, monkeypatch):
    document, another = make.draft(suite), make.draft(suite)
    session, content = locked(suite, document)
    other = opened(suite, another)
    other.src = session.src
    with pytest.raises(Refused, match="404"):
        other.check_file()
    stranger = opened(suite, document, who="kim")
    for call in (stranger.check_file, stranger.lock, stranger.get_lock, stranger.get_file):
        with pytest.raises(Refused, match="404"):
            call()
    good = session.token
    for token in ("", "x", good[:-1], good.replace(":", "", 1), "9" * 2000):
        session.token = token
        with pytest.raises(Refused, match="401"):
            session.check_file()
    session.token = good
    later = time.time() + 4 * 3600 + 5
    monkeypatch.setattr("time.time", lambda: later)
    with pytest.raises(Refused, match="401"):
        session.check_file()
    monkeypatch.undo()
    Post.objects.filter(user=suite.emi).delete()
    with pytest.raises(Refused, match="401"):
        session.put_file(content)


def test_a_password_that_changes_ends_the_token(suite):
    session = opened(suite, make.draft(suite))
    suite.emi.set_password("mat-khau-khac-hẳn-1")
    suite.emi.save()
    with pytest.raises(Refused, match="401"):
        session.check_file()


@pytest.mark.long
def test_what_a_draft_cannot_hold_is_refused_in_words_and_its_bytes_wait_at_the_draft(suite, client):
    document = make.draft(suite)
    session, content = locked(suite, document)
    bad = edited(retyped(content, "15/3/2024", "20/3/2024"), commented)
    with pytest.raises(Refused) as refused:
        session.put_file(bad)
    assert refused.value.status == 400 and "Comment" in refused.value.words

    def framed(made):
        cells = [cell for table in made.tables for cell in table.rows[0].cells]
        next(line for cell in cells for line in cell.paragraphs if line.text.startswith("Số:")).text = "Số: 9"

    mended = edited(retyped(content, "15/3/2024", "20/3/2024"), framed)
    with pytest.raises(Refused, match="Số: 9"):
        session.put_file(mended)
    stored = EditorSave.objects.get()
    assert read(stored.file) == mended and StoredFile.objects.count() == 1, "the officer's former one went"
    assert DraftVersion.objects.filter(document=document).count() == 1
    session.unlock()
    code = document.case.code
    suite.sign_in(client, "emi")
    assert "chưa thành phiên bản" in client.get(reverse("outgoing_document", args=[code])).content.decode()
    page = client.get(reverse("editor_save", args=[code, stored.pk]))
    form = page.context["form"]
    sent = {name: form.initial.get(name, "") for name in form.fields}
    assert client.post(reverse("edit_outgoing", args=[code]), sent).status_code == 302
    assert "20/3/2024" in text_of(newest(document)).paragraphs[0]
    suite.sign_in(client, "kim")
    for name in ("editor_save", "editor_save_file"):
        assert client.get(reverse(name, args=[code, stored.pk])).status_code == 404
    assert client.post(reverse("drop_editor_save", args=[code, stored.pk])).status_code == 404
    suite.sign_in(client, "emi")
    client.post(reverse("drop_editor_save", args=[code, stored.pk]))
    assert not EditorSave.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.long
def test_what_is_saved_after_the_session_ended_waits_too(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    end_editing(document=document, by=suite.actor("emi"), now=NOW)
    with pytest.raises(Refused, match="409"):
        session.put_file(content)
    assert "kết thúc" in EditorSave.objects.get().reason
    make.send(suite, document)
    with pytest.raises(Refused, match="404"):
        session.put_file(content)
    stored = EditorSave.objects.get()
    assert "không còn chờ" in stored.reason
    signed = make.fresh(document)
    signed.signed_at = NOW
    for who, seen in (("emi", [stored]), ("chi", [])):
        assert editor_state(signed, suite.actor(who), NOW, edits=False) == {"editor_saves": seen}


@pytest.mark.long
def test_a_mark_of_secrecy_leaves_nothing_and_too_large_or_other_files_are_refused(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    secret = edited(content, lambda made: made.add_paragraph("TỐI MẬT"))
    with pytest.raises(Refused, match="bí mật nhà nước"):
        session.put_file(secret)
    with pytest.raises(Refused, match="bí mật nhà nước"):
        session.put_file(edited(secret, commented))
    for body, status in ((b"PK" + b"x" * (10 << 20), "413"), (b"%PDF-1.4", "400"), (b"", "400")):
        with pytest.raises(Refused, match=status):
            session.put_file(body)
    assert not EditorSave.objects.exists() and not StoredFile.objects.exists()
    assert document.versions.count() == 1


@pytest.mark.long
def test_the_deed_of_a_save_says_what_is_wrong(suite):
    document = make.draft(suite)
    plain, by = draft_bytes(document, now=NOW), suite.actor("emi")
    with pytest.raises(LockMismatch):
        save(suite, document, plain)
    lock_draft(document=document, name="khoa-1", by=by, now=NOW)
    with pytest.raises(LockMismatch):
        lock_draft(document=document, name="khoa-2", by=by, now=NOW)
    with pytest.raises(LockMismatch):
        refresh_lock(document=document, name="khoa-2", by=by, now=NOW)
    with pytest.raises(LockMismatch):
        unlock_draft(document=document, name="khoa-2", by=by, now=NOW)
    with pytest.raises(FileRefused, match="macro"):
        save(suite, document, zipped(plain, **{"word__vbaProject.bin": b"x"}))
    with pytest.raises(SecretDocument):
        save(suite, document, edited(plain, lambda made: made.add_paragraph("Độ mật: Mật")))
    with pytest.raises(LetterUnreadable):
        save(suite, document, edited(plain, commented))
    with pytest.raises(EntryRefused, match="400 dòng"):
        save(
            suite, document, edited(plain, lambda made: [made.add_paragraph(f"đoạn {n}") for n in range(401)])
        )
    add_version(document, Text(to=("A",), paragraphs=("Khác.",), recipients=("B",)), by=by, now=NOW)
    with pytest.raises(VersionChanged):
        save(suite, document, plain)
    unlock_draft(document=document, name="khoa-1", by=by, now=NOW)
    sent = make.send(suite, document)
    with pytest.raises(NotYourTurn):
        save(suite, sent, plain)
    for call in (
        lambda: lock_draft(document=sent, name="khoa-1", by=by, now=NOW),
        lambda: refresh_lock(document=sent, name="khoa-1", by=by, now=NOW),
        lambda: unlock_draft(document=sent, name="khoa-1", by=by, now=NOW),
    ):
        with pytest.raises(NotYourTurn):
            call()


@pytest.mark.long
def test_what_the_suite_saves_by_itself_waits_and_makes_no_version_until_its_user_saves(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    for number in range(2):
        session.put_file(retyped(content, "15/3/2024", f"2{number}/3/2024"), by_itself=True)
    assert document.versions.count() == 1 and EditorSave.objects.get().reason == BETWEEN
    assert session.put_file(retyped(content, "15/3/2024", "22/3/2024")) == "2"
    assert not EditorSave.objects.exists() and not StoredFile.objects.exists()
    words = {"document": document, "lock": session.lock_name, "by": suite.actor("emi"), "now": NOW}
    with pytest.raises(FileRefused):
        store_between(**words, content=b"x")
    with pytest.raises(SecretDocument):
        store_between(**words, content=edited(content, lambda made: made.add_paragraph("MẬT")))
    for changed, error in (({"lock": "khac"}, LockMismatch), ({"by": suite.actor("kim")}, NotYourTurn)):
        with pytest.raises(error):
            store_between(**words | changed, content=content)


def test_a_length_that_is_none_is_refused_and_a_version_has_one_size(suite):
    document = make.draft(suite)
    session = opened(suite, document)
    path = session.src.removeprefix(HOST) + "/contents"
    for length, status in (("x", 400), ("-1", 400), ("9" * 5000, 413)):
        answer = Client().post(
            path,
            b"PK",
            content_type="application/octet-stream",
            headers={"Authorization": f"Bearer {session.token}", "X-WOPI-Override": "PUT"},
            CONTENT_LENGTH=length,
        )
        assert answer.status_code == status, length
    sizes = {len(draft_bytes(document, now=NOW + timedelta(seconds=n * 12_345))) for n in range(2)}
    assert len(sizes) == 1


def test_whose_a_save_is(suite):
    document = make.draft(suite)
    emi, kim, hai = (suite.actor(who) for who in ("emi", "kim", "hai"))
    words = {"document": document, "content": draft_bytes(document, now=NOW), "reason": "thử", "now": NOW}
    with pytest.raises(DocumentsForbidden):
        store_save(by=hai, **words)
    with pytest.raises(FileRefused):
        store_save(by=emi, **words | {"content": b"x"})
    with pytest.raises(SecretDocument):
        marked = edited(words["content"], lambda made: made.add_paragraph("MẬT"))
        store_save(by=emi, **words | {"content": marked})
    stored = store_save(by=emi, **words)
    with pytest.raises(DocumentsForbidden):
        drop_save(save=stored, by=kim, now=NOW)
    assert can_open_save(stored, emi) and not can_open_save(stored, kim)
    assert can_store_save(document, emi) and not can_store_save(document, hai)
    assert can_open_editor(document, emi) and not can_open_editor(document, kim)


def test_without_the_setting_nothing_of_it_shows(office, client, settings):
    settings.OFFICE_EDITOR = ""
    document = make.draft(office)
    session = opened(office, document)
    with pytest.raises(Refused, match="404"):
        session.check_file()
    office.sign_in(client, "emi")
    code = document.case.code
    assert client.get(reverse("open_office_editor", args=[code])).status_code == 404
    assert "bộ soạn thảo" not in client.get(reverse("outgoing_document", args=[code])).content.decode()


def test_no_line_of_the_log_holds_a_token(suite, caplog):
    session = opened(suite, make.draft(suite))
    with caplog.at_level(logging.DEBUG):
        session.check_file()
        session.token += "x"
        with pytest.raises(Refused, match="401"):
            session.check_file()
    lines = [str(record.__dict__) for record in caplog.records if not record.name.startswith("django.db")]
    assert lines and not [line for line in lines if session.token[:20] in line]


def test_a_paragraph_typed_in_the_suite_is_one_of_the_draft(suite):
    document = make.draft(suite)
    session, content = locked(suite, document)
    session.put_file(retyped(content, "Trân trọng", "Đoạn mới.\nTrân trọng"))
    assert "Đoạn mới." in text_of(newest(document)).paragraphs
