"""Mail of the press becomes drafts: once, with its outlet and checked files; what no person wrote is put aside; nothing is lost."""

import os
import subprocess
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.people.public import SYSTEM
from tinhso.press.mailbox import folder as mailbox_folder
from tinhso.press.mailbox import held_mail
from tinhso.press.mailbox.actions import receive_mail as intake
from tinhso.press.mailbox.actions.receive_mail import MailboxFull, MailRefused, receive_mail
from tinhso.press.mailbox.file_names import by_age
from tinhso.press.mailbox.folder import empty_folders, mailbox_finding, read_mailbox
from tinhso.press.mailbox.mailbox_bound import trim_folder
from tinhso.press.mailbox.outlets import outlet_of
from tinhso.press.models import PressMail
from tinhso.press.tests.mail_makers import PDF, attached, make_source, message, received


def test_a_message_is_one_draft_with_outlet_and_checked_files(press_desk):
    make_source(press_desk)
    made = attached(message(), PDF, "../../Câu hỏi\u202e.pdf")
    attached(made, b"<svg onload=x>", "anh.svg", "image/svg+xml")
    attached(made, b"<script>x</script>", "bai.pdf")
    attached(made, b"MZ\x90", "chay.exe", "application/octet-stream")
    mail = received(made)
    assert received(made) == mail and PressMail.objects.count() == 1
    assert (mail.outlet, mail.address, mail.subject) == (
        "Báo Thử",
        "pv@bao.example.net",
        "Bao giờ sửa đường?",
    )
    assert [one.name for one in mail.files.all()] == ["Câu hỏi.pdf"] and len(mail.left_out) == 3
    assert mail.files.get().file.state == StoredFile.State.QUARANTINE
    event = EventRow.objects.get(name="press.PressMailReceived")
    assert event.payload == {"mail_id": mail.pk, "files": 1, "left_out": 3} and event.actor_id is None


def test_the_same_message_id_on_other_words_is_another_message(press_desk):
    received()
    received(message("Thư khác dùng lại mã của thư trước."))
    received(message(Message_ID=""))
    assert PressMail.objects.count() == 3


def test_the_outlet_is_that_of_the_domain_and_of_no_other(press_desk):
    make_source(press_desk)
    make_source(press_desk, "rss.baokhac.example.org", "Báo Khác")
    for address, outlet in (
        ("a@bao.example.net", "Báo Thử"),
        ("a@thu.bao.example.net", "Báo Thử"),
        ("a@baokhac.example.org", "Báo Khác"),
        ("a@xbao.example.net", ""),
        ("a@bao.example.net.xau.org", ""),
        ("a@com.vn", ""),
        ("a@net", ""),
        ("khong", ""),
    ):
        assert outlet_of(address) == outlet, address
    make_source(press_desk, "bao.example.net", "Báo Trùng Tên Miền")
    assert outlet_of("a@bao.example.net") == ""


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (message(Auto_Submitted="auto-replied"), "tự động"),
        (message(Return_Path="<>"), "không gửi được"),
        (message(From="khong phai dia chi"), "người gửi"),
        (message("", Subject=""), "nội dung"),
        (message(From="tinhso@localhost"), "người gửi"),
        (message(From="cong@tinh.example.vn"), "chính hệ thống"),
    ],
)
def test_what_is_no_letter_of_a_person_is_refused_in_a_sentence(press_desk, settings, made, words):
    settings.DEFAULT_FROM_EMAIL = "Cổng <cong@tinh.example.vn>"
    with pytest.raises(MailRefused, match=words):
        received(made)
    assert not PressMail.objects.exists()


def write(folder, name, octets, age=60):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(octets)
    os.utime(folder / name, (time.time() - age,) * 2)


def test_the_folder_is_read_oldest_first_and_each_file_goes_where_it_belongs(press_desk, tmp_path):
    write(tmp_path, "2.eml", message("Sau", Message_ID="<2@b>").as_bytes(), 3600)
    write(tmp_path, "1.eml", message("Trước", Message_ID="<1@b>").as_bytes(), 7200)
    write(tmp_path, "tu-dong.eml", message(Auto_Submitted="auto-replied").as_bytes())
    write(tmp_path, "dang-ghi.eml", message("Chưa ghi xong", Message_ID="<3@b>").as_bytes(), 0)
    (tmp_path / "lien-ket.eml").symlink_to("/etc/hostname")
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (2, 1)
    first, second = PressMail.objects.order_by("pk")
    assert (first.text, second.text) == ("Trước", "Sau")
    assert abs(first.received_at - (NOW - timedelta(hours=2))) < timedelta(seconds=30)
    assert sorted(one.name for one in (tmp_path / "done").iterdir()) == ["1.eml", "2.eml"]
    assert "tự động" in (tmp_path / "refused" / "tu-dong.eml.txt").read_text()
    assert (tmp_path / "dang-ghi.eml").exists() and (tmp_path / "lien-ket.eml").is_symlink()
    write(tmp_path, "1.eml", message("Trước", Message_ID="<1@b>").as_bytes())
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0) and PressMail.objects.count() == 2
    assert (tmp_path / "done" / "1-2.eml").exists()


def test_a_maildir_is_read_too_and_what_fails_or_is_too_much_stays(press_desk, tmp_path, monkeypatch):
    new = tmp_path / "new"
    write(new, "170.a.may", message("Một", Message_ID="<1@b>").as_bytes(), 90)
    write(new, "171.a.may", message("Hai", Message_ID="<2@b>").as_bytes(), 80)
    fails = [DatabaseError("nghẽn")]

    def once(**given):
        if fails:
            raise fails.pop()
        return receive_mail(**given)

    monkeypatch.setattr(mailbox_folder, "receive_mail", once)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0), "one message does not hold up the others"
    assert [one.name for one in new.iterdir()] == ["170.a.may"]
    monkeypatch.setattr(intake, "MOST_WAITING", 1)
    with pytest.raises(MailboxFull):
        received(message("Ba"))
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (0, 0)
    (waits,) = (tmp_path / "held").iterdir()
    assert waits.name.endswith("-k-170.a.may") and not list(new.iterdir())
    PressMail.objects.update(outcome="dismissed", reason="Quảng cáo", decided_at=NOW)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0) and not list((tmp_path / "held").iterdir())
    first = PressMail.objects.get(text="Một")
    assert abs(first.received_at - (NOW - timedelta(seconds=90))) < timedelta(seconds=30), "its day stays"


def test_a_flood_of_one_keeps_nobody_out_and_one_of_many_no_outlet(
    press_desk, tmp_path, monkeypatch, settings, client
):
    make_source(press_desk)
    settings.PRESS_MAILBOX = str(tmp_path)
    for module in (intake, held_mail):
        monkeypatch.setattr(module, "MOST_OF_SENDER", 2)
        monkeypatch.setattr(module, "MOST_UNKNOWN", 4)
    flood = {"From": "lu@xau.example.org"}
    for n in range(5):
        write(tmp_path, f"{n}.eml", message(f"Lũ {n}", **flood).as_bytes(), 900 - n)
    write(tmp_path, "that.eml", message("Câu hỏi thật", From="pv@tinxa.example.org").as_bytes(), 60)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (3, 0)
    assert PressMail.objects.filter(text="Câu hỏi thật").exists()
    assert held_mail.held_by_sender(tmp_path) == (3, [held_mail.HeldOf("lu@xau.example.org", 3)])
    assert "3 thư trong held/" in next(mailbox_finding()).sentence
    press_desk.sign_in(client, "bien")
    page = client.get("/can-bo/bao-chi/thu/").content.decode()
    assert "3 thư nữa chờ" in page and "lu@xau.example.org: 3" in page
    for n in range(3):
        write(tmp_path, f"n{n}.eml", message(f"Nhiều {n}", From=f"a{n}@xau.example.net").as_bytes(), 30)
    write(tmp_path, "bao.eml", message("Từ báo").as_bytes(), 20)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (2, 0), "one of the unknown, and the outlet's"
    assert PressMail.objects.filter(text="Từ báo").exists()
    assert len(held_mail.held_files(tmp_path)) == 5
    PressMail.objects.filter(address=flood["From"]).update(
        outcome="dismissed", reason="Quảng cáo", decided_at=NOW
    )
    write(tmp_path, "moi.eml", message("Lũ mới", **flood).as_bytes(), 10)
    read_mailbox(tmp_path, by=SYSTEM, now=NOW)
    texts = PressMail.objects.waiting().filter(address=flood["From"]).values_list("text", flat=True)
    assert list(texts) == ["Lũ 2", "Lũ 3"], "what was held back longest comes first, the new one waits"


DELIVER = Path(__file__).parents[4] / "bin/pressmail"


def test_beyond_the_bound_the_mail_server_is_asked_to_wait_and_nothing_is_lost(
    press_desk, tmp_path, monkeypatch, settings, client
):
    settings.PRESS_MAILBOX, settings.PRESS_MAIL_HELD = str(tmp_path), 3
    for module in (intake, held_mail):
        monkeypatch.setattr(module, "MOST_OF_SENDER", 1)

    def delivered(octets, folder=tmp_path):
        return subprocess.run(
            [DELIVER, folder], input=octets, check=False, stderr=subprocess.DEVNULL
        ).returncode

    assert delivered(message("Được giao").as_bytes()) == 0
    (file,) = tmp_path.iterdir()
    assert message("Được giao").as_bytes() == file.read_bytes() and file.suffix == ".eml"
    assert delivered(b"x", tmp_path / "khong-co") == delivered(b"") == 75
    os.utime(file, (time.time() - 90,) * 2)
    flood = {"From": "lu@xau.example.org"}
    for n in range(4):
        write(tmp_path, f"{n}.eml", message(f"Lũ {n}", **flood).as_bytes(), 60 - n)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (2, 0)
    assert (tmp_path / "full").exists() and delivered(message("Sau").as_bytes()) == 75
    assert len(held_mail.held_files(tmp_path)) == 3, "what was delivered already is not thrown away"
    finding = next(mailbox_finding())
    assert finding.level == "wrong" and "đầy, 3 thư" in finding.sentence
    press_desk.sign_in(client, "bien")
    assert "Hộp thư đã đầy" in client.get("/can-bo/bao-chi/thu/").content.decode()
    PressMail.objects.update(outcome="dismissed", reason="Quảng cáo", decided_at=NOW)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0)
    assert not (tmp_path / "full").exists() and delivered(message("Sau").as_bytes()) == 0
    assert "Hộp thư đã đầy" not in client.get("/can-bo/bao-chi/thu/").content.decode()
    settings.PRESS_MAIL_HELD, settings.PRESS_MAIL_HELD_MB = 100, 0
    read_mailbox(tmp_path, by=SYSTEM, now=NOW)
    assert (tmp_path / "full").exists(), "the octets are bounded too"
    assert not list((tmp_path / "done").iterdir()), "what was read lies in its row"


def test_a_delivery_that_is_broken_off_leaves_nothing_in_the_folder(tmp_path):
    with subprocess.Popen([DELIVER, tmp_path], stdin=subprocess.PIPE) as delivery:
        while not (parts := list(tmp_path.glob(".press-*"))):
            assert delivery.poll() is None
        delivery.terminate()
        delivery.stdin.close()
        assert delivery.wait() == 75
    assert parts and not list(tmp_path.iterdir())


def test_a_file_that_the_worker_moves_meanwhile_disturbs_nobody(tmp_path):
    here = tmp_path / "a.eml"
    here.write_bytes(b"x")
    assert [file for _moment, file in by_age([tmp_path / "gone.eml", here])] == [here]


def test_files_that_were_read_go_oldest_first_beyond_the_bound(tmp_path, settings):
    settings.PRESS_MAIL_HELD = 2
    for n in range(4):
        write(tmp_path, f"{n}.eml", b"x", 100 - n)
    assert trim_folder(tmp_path) == 2 and trim_folder(tmp_path / "khong-co") == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2.eml", "3.eml"]


def test_a_name_of_any_length_is_moved_and_held(press_desk, tmp_path, monkeypatch):
    long, same = "ạ" * 83 + ".eml", "ạ" * 82 + "b.eml"
    for name, words in ((long, "Một"), (same, "Hai")):
        write(tmp_path, name, message(words).as_bytes(), 90)
    write(tmp_path, "r" * 250 + ".eml", message(Auto_Submitted="auto-replied").as_bytes(), 80)
    monkeypatch.setattr(intake, "MOST_OF_SENDER", 1)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 1)
    (done,), (held,) = (tmp_path / "done").iterdir(), (tmp_path / "held").iterdir()
    assert done.suffix == held.suffix == ".eml" and len(os.fsencode(held.name)) <= 200
    assert len(list((tmp_path / "refused").glob("*.txt"))) == 1
    PressMail.objects.update(outcome="dismissed", reason="Quảng cáo", decided_at=NOW)
    assert (
        read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0) and len(list((tmp_path / "done").iterdir())) == 2
    )


def test_senders_of_what_is_held_back_come_by_pages(press_desk, tmp_path, settings, client):
    settings.PRESS_MAILBOX = str(tmp_path)
    for n in range(21):
        address = f"a{n}@xau.example.org"
        received(message(f"Thư {n}", From=address))
        held = tmp_path / "held" / f"{held_mail._digest(address)}-k-{n}.eml"
        held.parent.mkdir(exist_ok=True)
        held.write_bytes(b"x")
    press_desk.sign_in(client, "bien")
    first = client.get("/can-bo/bao-chi/thu/").context
    second = client.get("/can-bo/bao-chi/thu/?giu=2").context
    assert first["held"] == 21 and len(first["held_of"]) == 20 and first["next_held"] == "?giu=2"
    assert len(second["held_of"]) == 1 and second["next_held"] == ""


def test_a_file_of_a_wrong_clock_is_read_and_one_that_cannot_be_moved_holds_up_nobody(
    press_desk, tmp_path, monkeypatch
):
    write(tmp_path, "ket.eml", message("Kẹt", Message_ID="<1@b>").as_bytes(), 90)
    write(tmp_path, "sau-nay.eml", message("Sau này", Message_ID="<2@b>").as_bytes(), -86_400)
    move = mailbox_folder._move

    def stuck(file, folder):
        if file.name == "ket.eml":
            raise OSError(28, "No space left on device")
        return move(file, folder)

    monkeypatch.setattr(mailbox_folder, "_move", stuck)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0)
    assert {one.received_at <= NOW for one in PressMail.objects.all()} == {True}
    monkeypatch.setattr(mailbox_folder, "_move", move)
    assert read_mailbox(tmp_path, by=SYSTEM, now=NOW) == (1, 0) and PressMail.objects.count() == 2


def test_the_check_tells_how_the_mailbox_is_and_old_files_go(press_desk, settings, tmp_path, monkeypatch):
    def level():
        return next(mailbox_finding()).level

    settings.PRESS_MAILBOX = ""
    assert level() == "note"
    settings.PRESS_MAILBOX = str(tmp_path / "khong-co")
    assert level() == "wrong"
    settings.PRESS_MAILBOX = str(tmp_path)
    assert level() == "good"
    write(tmp_path, "1.eml", message().as_bytes(), 7200)
    assert level() == "wrong"
    read_mailbox(tmp_path, by=SYSTEM, now=NOW)
    assert empty_folders(tmp_path, NOW) == 0 and (tmp_path / "done" / "1.eml").exists()
    for name, age in (("moi", 3600), ("cu", 100_000)):
        write(tmp_path, f".press-{name}", b"x", age)
    assert empty_folders(tmp_path, NOW) == 1 and not (tmp_path / ".press-cu").exists()
    (tmp_path / ".press-moi").unlink()
    later = time.time() + 91 * 86_400
    monkeypatch.setattr("tinhso.press.mailbox.folder.time.time", lambda: later)
    assert empty_folders(tmp_path, NOW) == 1 and not (tmp_path / "done" / "1.eml").exists()
