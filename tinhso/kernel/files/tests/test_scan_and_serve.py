from pathlib import Path

import pytest
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import Actor, comparisons
from tinhso.kernel.files.actions.check_files import check_files
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.permissions import may_open
from tinhso.kernel.files.public import last_check, scan_file, scanner_notice, serve
from tinhso.kernel.files.tasks import rescan_pending
from tinhso.kernel.files.tests.makers import EICAR, NOW, PDF, sent_file
from tinhso.lib.files.clamav import ScannerUnavailable

pytestmark = pytest.mark.django_db


def scanned(content: bytes = PDF, by: Actor | None = None) -> StoredFile:
    file = sent_file(content, by=by)
    scan_file(file.pk, now=NOW)
    file.refresh_from_db()
    return file


def test_storing_defers_one_scan_in_the_slow_queue():
    file = sent_file()
    job = ProcrastinateJob.objects.get(args__file_id=str(file.pk))  # others may have left theirs
    assert (job.queue_name, job.args) == ("slow", {"file_id": str(file.pk)})


def test_a_clean_file_leaves_quarantine_once():
    file = scanned()
    scan_file(file.pk, now=NOW)
    assert (file.state, file.scanner) == (StoredFile.State.CLEAN, "builtin")
    assert EventRow.objects.filter(name="files.FileScanned").count() == 1


def test_an_infected_file_stays_and_is_announced():
    file = scanned(PDF + EICAR)
    assert (file.state, file.signature) == (StoredFile.State.INFECTED, "eicar")
    assert EventRow.objects.filter(name="files.FileInfected").count() == 1


def test_without_an_answer_the_file_waits_and_is_tried_again(settings, tmp_path):
    settings.TINHSO_CLAMAV = str(tmp_path / "nobody")
    file = sent_file()
    with pytest.raises(ScannerUnavailable):
        scan_file(file.pk, now=NOW)
    file.refresh_from_db()
    assert file.state == StoredFile.State.QUARANTINE
    StoredFile.objects.update(created_at=NOW)
    rescan_pending(0)
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="scan")  # neighbours that commit leave theirs
    assert jobs.filter(args__file_id=str(file.pk)).count() == 2


def test_the_page_says_which_scanner_there_is(settings):
    assert "danh sách mẫu có sẵn" in scanner_notice()
    settings.TINHSO_CLAMAV = "/run/clamav/clamd.ctl"
    assert "ClamAV" in scanner_notice()


def test_a_clean_file_is_handed_out_as_a_sandboxed_attachment(town):
    response = serve(RequestFactory().get("/"), scanned(), cases=None, by=town.actor("binh"))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C4%90%C6%A1n%20xin.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("sandbox")
    response.close()


def test_the_sender_may_open_the_own_file_before_its_scan(town):
    response = serve(
        RequestFactory().get("/"), sent_file(by=town.actor("an")), cases=None, by=town.actor("an")
    )
    assert response.status_code == 200
    response.close()


def test_an_officer_waits_for_the_scan_and_a_citizen_learns_nothing_of_it(client, town):
    request = town.sign_in(client, "binh").get("/thong-bao/").wsgi_request
    file = sent_file(by=town.actor("an"))
    page = serve(request, file, cases=None, by=town.actor("binh"))
    assert page.status_code == 409
    assert "đang được kiểm tra mã độc" in page.content.decode()
    StoredFile.objects.update(state=StoredFile.State.INFECTED)
    file.refresh_from_db()
    assert "có mã độc" in serve(request, file, cases=None, by=town.actor("binh")).content.decode()
    to_sender = serve(request, file, cases=None, by=town.actor("an"))
    assert to_sender.status_code == 409
    assert "mã độc" not in to_sender.content.decode()


def test_the_overview_is_for_administrators(client, town, django_assert_max_num_queries):
    scanned(PDF + EICAR)
    for name in ("an", "binh", "chi"):
        assert town.sign_in(client, name).get("/quan-tri/tep/").status_code == 403
    town.sign_in(client, "quan")
    client.get("/quan-tri/tep/")
    with django_assert_max_num_queries(14):
        page = client.get("/quan-tri/tep/").content.decode()
    assert "eicar" in page
    assert "Đơn xin" not in page
    client.logout()
    assert client.get("/quan-tri/tep/").status_code == 302


def changed_in_the_store(file: StoredFile, settings) -> None:
    path = Path(settings.MEDIA_ROOT) / file.sha256[:2] / file.sha256
    path.write_bytes(PDF.replace(b"PDF", b"PDX"))


def test_bytes_that_are_not_those_stored_are_served_to_nobody(settings):
    file = scanned()
    request = RequestFactory().get("/")
    whole = serve(request, file, by=Actor(), cases=None)
    assert whole.status_code == 200
    whole.file_to_stream.close()  # closing the answer would end the connection of the test
    changed_in_the_store(file, settings)
    answer = serve(request, file, by=Actor(), cases=None)
    assert answer.status_code == 409 and "không còn đúng như lúc lưu" in answer.content.decode()
    (Path(settings.MEDIA_ROOT) / file.sha256[:2] / file.sha256).unlink()
    assert serve(request, file, by=Actor(), cases=None).status_code == 409


def test_the_nightly_walk_names_what_is_changed_or_gone(settings):
    whole, changed = scanned(), scanned(PDF + b"\n% hai")
    assert check_files(now=NOW) == (2, [])
    changed_in_the_store(changed, settings)
    read, broken = check_files(now=NOW)
    assert (read, [(one.file_id, one.how) for one in broken]) == (2, [(changed.pk, "changed")])
    (Path(settings.MEDIA_ROOT) / whole.sha256[:2] / whole.sha256).unlink()
    assert {one.how for one in check_files(now=NOW)[1]} == {"changed", "lost"}
    assert last_check().broken == 2


def test_verify_reads_the_files_when_asked(settings):
    changed_in_the_store(scanned(), settings)
    assert "tệp" not in {str(one.word) for one in comparisons(slow=False)}
    (files,) = [one for one in comparisons(slow=True) if one.slow]
    (line,) = files.whole(lambda n: None).lines
    assert "không khớp mã băm" in line


def test_a_file_in_quarantine_opens_for_the_citizen_who_sent_it_alone(town):
    an = town.actor("an")
    waiting, clean = sent_file(by=an), scanned(by=an)
    assert waiting.state == StoredFile.State.QUARANTINE and may_open(waiting, by=an)
    for who in ("dung", "binh", "quan"):
        assert not may_open(waiting, by=town.actor(who)) and may_open(clean, by=town.actor(who))
    nameless = sent_file(PDF + b"x")
    assert not may_open(nameless, by=an) and may_open(nameless, by=an, is_owner=True)
    assert not may_open(nameless, by=town.actor("binh"), is_owner=True)
    assert not may_open(scanned(PDF + EICAR, by=an), by=an)
