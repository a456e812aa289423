"""`tinhso verify` as it is asked on the command line, over the log of the test's own database."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import get_commands
from django.db import transaction
from django.utils import timezone

from tinhso.casework.tests.makers import make_case, record_takeover
from tinhso.config import cli
from tinhso.config.commands import verify as command
from tinhso.kernel.events.models import Seal, SealSignature
from tinhso.kernel.events.public import (
    SYSTEM,
    Event,
    fingerprint,
    held_key,
    line_of,
    record,
    sign_heads,
    take_up_seal_key,
    verify,
)
from tinhso.kernel.events.tests.makers import by_hand, seal_now, wait_for_others

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    """In this process and on this database: the command's own way to one is a test of another file."""

    @contextmanager
    def here():
        yield ()

    monkeypatch.setattr(command, "database", here)
    monkeypatch.setattr(command, "open_django", lambda: None)


@pytest.fixture
def noted():
    """The head of a log with two events, as somebody wrote it down."""
    for _ in range(2):
        with transaction.atomic():
            record(Event(), by=SYSTEM, at=datetime(2024, 3, 8, tzinfo=UTC))
    seal_now()
    return verify().head


@pytest.mark.long
def test_a_clean_log_is_told_with_its_head_and_0(noted, capsys):
    assert cli.main(["verify"]) == 0
    out = capsys.readouterr().out
    assert "Không có sai sót: 2 dòng" in out and f"Đầu chuỗi sự kiện: {noted}" in out


@pytest.mark.long
def test_a_changed_row_is_named_and_ends_with_1(noted, capsys):
    by_hand("update kernel_event set actor_id = 6")
    assert cli.main(["verify"]) == 1
    assert "cột actor_id khác với nội dung" in capsys.readouterr().out


@pytest.mark.long
def test_a_head_written_down_elsewhere_is_looked_for_in_the_chain(noted, capsys):
    assert cli.main(["verify", "--head", noted]) == 0
    on_paper = " ".join(noted.upper()[i : i + 4] for i in range(0, 64, 4))
    assert cli.main(["verify", "--head", on_paper]) == 0
    by_hand("delete from kernel_seal")
    by_hand("delete from kernel_event")
    capsys.readouterr()
    assert cli.main(["verify"]) == 0  # the log alone cannot tell
    assert cli.main(["verify", "--head", noted]) == 1
    assert f"{noted} không còn trong chuỗi" in capsys.readouterr().out


@pytest.mark.long
def test_what_is_no_hash_is_refused(capsys):
    for option in ("--head", "--key"):
        assert cli.main(["verify", option, "abc"]) == 2
        assert "64 chữ số hệ 16" in capsys.readouterr().err


@pytest.fixture
def signed(noted, settings, tmp_path):
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path / "state", "k" * 50, []
    settings.STATE.mkdir()
    take_up_seal_key(now=datetime(2024, 3, 8, tzinfo=UTC))
    sign_heads(every_head=True)
    return fingerprint(held_key().public)


@pytest.mark.long
def test_without_a_fingerprint_it_says_what_it_cannot_prove(signed, capsys):
    assert cli.main(["verify"]) == 0
    assert "CHƯA CHỨNG MINH ĐƯỢC: Chưa đưa vân tay khóa từ bên ngoài" in capsys.readouterr().out


@pytest.mark.long
def test_a_fingerprint_from_outside_is_taken_as_it_stands_on_paper(signed, capsys):
    on_paper = " ".join(signed.upper()[i : i + 4] for i in range(0, 64, 4))
    assert cli.main(["verify", "--key", on_paper]) == 0
    assert "Sự kiện: đã ký tới niêm phong số 1" in capsys.readouterr().out
    assert cli.main(["verify", "--key", "0" * 64]) == 1
    assert "Không có chữ ký nào của khóa có vân tay 0000" in capsys.readouterr().out


@pytest.mark.long
def test_what_was_posted_gives_head_and_fingerprint(signed, tmp_path, capsys):
    saved = tmp_path / "trang.html"
    saved.write_text(f"<pre>{line_of(SealSignature.objects.get())}</pre>")
    assert cli.main(["verify", "--posted", str(saved)]) == 0
    assert "vân tay khóa từ bên ngoài" not in capsys.readouterr().out
    by_hand("delete from kernel_seal_signature")
    by_hand("delete from kernel_seal")
    by_hand("delete from kernel_event")
    assert cli.main(["verify", "--posted", str(saved)]) == 1
    out = capsys.readouterr().out
    assert "không còn trong chuỗi" in out and "Không có chữ ký nào" in out or "đã ký không còn" in out


@pytest.mark.long
def test_a_posted_file_that_is_none_or_was_changed_is_refused(signed, tmp_path, capsys):
    saved = tmp_path / "tep.txt"
    assert cli.main(["verify", "--posted", str(saved)]) == 2
    saved.write_text("không có gì")
    assert cli.main(["verify", "--posted", str(saved)]) == 2
    saved.write_text(line_of(SealSignature.objects.get()).replace(" events 1 ", " events 2 "))
    assert cli.main(["verify", "--posted", str(saved)]) == 2
    assert "đã bị sửa" in capsys.readouterr().err


@pytest.mark.long
def test_no_word_of_ours_hides_a_command_of_the_same_name():
    """The `verify` that knew `--head` lay behind the one that did not."""
    assert not set(cli.COMMANDS) & {name for name, app in get_commands().items() if app.startswith("tinhso.")}


@pytest.mark.long
def test_a_case_changed_by_hand_is_named_by_the_whole_run_and_by_that_of_what_changed(capsys):
    case, other = record_takeover(make_case()), record_takeover(make_case())
    seal_now()
    assert cli.main(["verify"]) == 0
    assert "Không có sai sót: 2 hồ sơ, việc" in capsys.readouterr().out
    assert cli.main(["verify", "--changed"]) == 0
    assert "Không có sai sót: 0 hồ sơ, việc" in capsys.readouterr().out
    by_hand(f"update casework_case set outcome = 'refused' where id = {case.pk}")
    for words in (["verify", "--changed"], ["verify", "--changed"], ["verify"]):
        assert cli.main(words) == 1
        out = capsys.readouterr().out
        assert f"{case.code} (số {case.pk}): casework_case.outcome ghi refused, theo sự kiện là –" in out
        assert other.code not in out
    by_hand(f"update casework_case set outcome = '' where id = {case.pk}")
    assert cli.main(["verify", "--changed"]) == 0


@pytest.mark.long
def test_a_case_that_was_deleted_by_hand_is_missed(capsys):
    case = record_takeover(make_case())
    assert cli.main(["verify", "--changed"]) == 0
    by_hand(f"delete from casework_case where id = {case.pk}")
    assert cli.main(["verify", "--changed"]) == 1
    assert "nhật ký có sự kiện nhưng dòng" in capsys.readouterr().out


@pytest.mark.long
def test_events_that_a_command_left_are_told_as_unsealed_without_a_worker_and_sealed_then(
    noted, capsys, monkeypatch
):
    with transaction.atomic():
        record(Event(), by=SYSTEM, at=datetime(2024, 3, 8, tzinfo=UTC))
    wait_for_others()
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("tinhso.kernel.events.verification.timezone", SimpleNamespace(now=lambda: later))
    assert cli.main(["verify"]) == 0
    assert "CHƯA NIÊM PHONG: 1 dòng đã quá hạn vì không có tiến trình xử lý nền" in capsys.readouterr().out
    assert cli.main(["verify"]) == 0
    assert "CHƯA NIÊM PHONG" not in capsys.readouterr().out


@pytest.mark.long
def test_a_command_seals_what_it_wrote(noted, monkeypatch):
    @contextmanager
    def here():
        yield ()

    def writes(words):
        with transaction.atomic():
            record(Event(), by=SYSTEM, at=datetime(2024, 3, 8, tzinfo=UTC))
        wait_for_others()

    monkeypatch.setattr(cli, "database", here)
    monkeypatch.setattr(cli, "execute_from_command_line", writes)
    assert cli.main(["load_pack"]) == 0
    assert Seal.objects.filter(log=Seal.Log.EVENTS).count() == 2


@pytest.mark.long
def test_nobody_reads_the_output_any_more():
    """In a process of its own: Python would complain at its end, when it writes what it still holds."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-P", "-m", "tinhso", "--help"]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (cli.PIPE_CLOSED, "")
