"""Procedures that people read aloud: added, played, withdrawn, and refused in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import FileRefused, StoredFile, scan_file, store_upload
from tinhso.kernel.site import clock
from tinhso.lib.files.tests.sounds import FRAME, m4a, mp3
from tinhso.onestop import tasks
from tinhso.onestop.models import ProcedureVersion, Recording
from tinhso.onestop.recordings.actions.add_recording import RecordingRefused, add_recording
from tinhso.onestop.recordings.actions.end_recordings import end_recordings
from tinhso.onestop.recordings.actions.withdraw_recording import withdraw_recording
from tinhso.onestop.recordings.limits import RULES
from tinhso.onestop.recordings.reading import Reading
from tinhso.onestop.tests.makers import CODE, NOW, make_instance, make_version

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 8)
READING = {
    "language": "hmn",
    "text_on": date(2024, 3, 1),
    "speaker": "Thao Thị Mỷ",
    "consent_number": "12/ĐY-STTTT",
    "consented_on": date(2024, 3, 2),
    "recorded_by": "Đài Phát thanh huyện Mường Lát",
    "by_person": True,
}


@pytest.fixture
def version(town, client, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.MEDIA_ROOT = tmp_path
    make_instance()
    return make_version(town)


def sound(content: bytes = mp3(75), name: str = "ban-doc.mp3") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def add(town, version, who="quan", file=None, **changes):
    reading = Reading(**(READING | changes))
    by = town.actor(who)
    stored = store_upload(file or sound(), by=by, now=NOW, rules=RULES)
    return add_recording(procedure=version.procedure, file=stored, reading=reading, by=by, now=NOW)


def clean(recording):
    scan_file(recording.file_id, now=NOW)
    return recording


def page_of(client):
    return client.get(reverse("procedure", args=[CODE])).content.decode()


def play(client, recording, **headers):
    """The answer, and the whole of the sound where it is sent."""
    answer = client.get(reverse("play_recording", args=[CODE, recording.pk]), headers=headers)
    answer.sound = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer


def test_a_recording_is_played_once_its_file_is_clean(town, version, client):
    recording = add(town, version)
    assert (recording.seconds, recording.version_id) == (75, version.pk)
    assert "<audio" not in page_of(client)
    assert play(client, recording).status_code == 404
    clean(recording)
    page = page_of(client)
    assert "Nghe tiếng Mông" in page and "1 phút 15 giây" in page and "theo bản ngày 01/03/2024" in page
    assert "Thao Thị Mỷ" not in page  # whose voice it is stays with the keeper
    answer = play(client, recording)
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (
        200,
        "audio/mpeg",
        "bytes",
    )
    assert answer.sound == mp3(75)
    assert EventRow.objects.get(name="onestop.RecordingAdded").payload["seconds"] == 75


def test_a_player_gets_the_part_that_it_asks_for(town, version, client):
    recording = clean(add(town, version))
    part = play(client, recording, range="bytes=0-1")
    size = len(mp3(75))
    assert (part.status_code, part.content, part["Content-Range"]) == (206, FRAME[:2], f"bytes 0-1/{size}")
    assert play(client, recording, range=f"bytes={size}-").status_code == 416


def test_an_older_text_is_not_played_and_the_page_says_so(town, version, client):
    recording = clean(add(town, version))
    later = DateRange(TODAY, None)
    ProcedureVersion.objects.filter(pk=version.pk).update(valid=DateRange(version.valid.lower, TODAY))
    ProcedureVersion.objects.create(
        procedure=version.procedure, number=2, form=version.form, valid=later, published_at=NOW, source="thử"
    )
    page = page_of(client)
    assert "<audio" not in page
    assert "theo bản ngày 01/03/2024 đã ngừng phát vì nội dung thủ tục đã đổi" in page
    assert play(client, recording).status_code == 404
    keeper = town.sign_in(client, "quan")
    assert play(keeper, recording).status_code == 200  # to hear what has to be read again
    assert "nội dung đã đổi" in keeper.get(reverse("keep_recordings")).content.decode()


def test_withdrawn_its_bytes_and_the_name_are_gone(town, version, client):
    recording = clean(add(town, version))
    file = recording.file_id
    because = Recording.Because.SPEAKER
    assert withdraw_recording(recording=recording, because=because, by=town.actor("quan"), now=NOW)
    assert not withdraw_recording(recording=recording, because=because, by=town.actor("quan"), now=NOW)
    recording.refresh_from_db()
    assert (recording.speaker, recording.file, recording.withdrawn_because) == ("", None, "speaker")
    assert not StoredFile.objects.filter(pk=file).exists()
    assert play(client, recording).status_code == 404
    assert EventRow.objects.get(name="onestop.RecordingWithdrawn").payload["because"] == "speaker"
    add(town, version)  # the place is free again


def test_consent_that_ends_ends_the_recording(town, version, client, monkeypatch):
    recording = clean(add(town, version, consent_until=TODAY))
    assert play(client, recording).status_code == 200
    assert end_recordings(now=NOW) == 0
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert play(client, recording).status_code == 404  # before the night's job as after it
    assert "<audio" not in page_of(client)
    tasks.withdraw_ended_recordings(0)
    recording.refresh_from_db()
    assert (recording.withdrawn_because, recording.speaker) == ("consent_ended", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"language": "xx"}, "không có trong danh sách"),
        ({"by_person": False}, "do người đọc"),
        ({"text_on": date(2024, 3, 9)}, "chưa đến"),
        ({"text_on": date(2019, 12, 31)}, "Cần đọc lại"),
        ({"consented_on": date(2024, 3, 9)}, "chưa đến"),
        ({"consent_until": date(2024, 3, 7)}, "hết thời hạn"),
        ({"speaker": ""}, "Ghi đủ"),
        ({"consent_number": ""}, "Ghi đủ"),
        ({"recorded_by": ""}, "Ghi đủ"),
        ({"file": sound(mp3(601))}, "Bản ghi dài 10 phút 1 giây; nhận nhiều nhất 10 phút"),
        ({"file": sound(mp3(3))}, "ngắn hơn 5 giây"),
    ],
)
def test_what_cannot_be_played_is_refused_in_words(town, version, changes, words):
    with pytest.raises(RecordingRefused, match=words):
        add(town, version, **changes)
    assert not Recording.objects.exists()


def test_one_recording_a_language(town, version):
    add(town, version)
    with pytest.raises(RecordingRefused, match="đã có bản đọc tiếng Mông"):
        add(town, version)
    add(town, version, language="mtq")


def test_a_procedure_without_content_has_nothing_to_read(town, version):
    ProcedureVersion.objects.filter(pk=version.pk).update(valid=DateRange(version.valid.lower, TODAY))
    with pytest.raises(RecordingRefused, match="chưa có nội dung"):
        add(town, version)


@pytest.mark.parametrize(
    "file",
    [
        sound(b"%PDF-1.7\n%%EOF", "ban-doc.pdf"),
        sound(m4a(30), "ban-doc.mp3"),
        sound(m4a(30, tracks=(b"soun", b"vide")), "phim.mp4"),
        sound(mp3(75) + bytes(10_000_000)),
    ],
)
def test_what_is_no_recording_or_too_big_is_refused(town, version, file):
    with pytest.raises(FileRefused):
        add(town, version, file=file)


def test_only_the_keeper_adds_withdraws_and_opens_the_pages(town, version, client):
    recording = add(town, version)
    for name in ("an", "binh", "chi", "tra"):
        with pytest.raises(PermissionDenied):
            add(town, version, who=name, language="mtq")
        with pytest.raises(PermissionDenied):
            withdraw_recording(
                recording=recording, because=Recording.Because.MISTAKE, by=town.actor(name), now=NOW
            )
    stranger = town.sign_in(client, "binh")
    assert stranger.get(reverse("keep_recordings")).status_code == 403
    assert stranger.get(reverse("procedure_recordings", args=[CODE])).status_code == 403


def sent(**changes):
    days = {"text_on": "01/03/2024", "consented_on": "02/03/2024", "by_person": "on"}
    return READING | days | {"file": sound()} | changes


def test_a_recording_waits_for_a_form_that_is_refused(town, version, client):
    keeper, path = town.sign_in(client, "quan"), reverse("procedure_recordings", args=[CODE])
    assert "ban-doc.mp3" in keeper.post(path, sent(consented_on="31/02/2024")).content.decode()
    waiting = StoredFile.objects.get(claimed_at=None)
    second = sent(file_tep=str(waiting.pk))
    del second["file"]
    assert keeper.post(path, second).status_code == 302
    assert Recording.objects.get().file_id == waiting.pk


@pytest.mark.long
def test_the_keeper_adds_and_withdraws_on_pages(town, version, client, django_assert_max_num_queries):
    keeper = town.sign_in(client, "quan")
    path = reverse("procedure_recordings", args=[CODE])
    assert keeper.post(path, sent()).status_code == 302
    recording = Recording.objects.get()
    with django_assert_max_num_queries(14):
        page = keeper.get(path).content.decode()
    assert "chờ kiểm tra tệp" in page and "Thao Thị Mỷ" in page
    clean(recording)
    with django_assert_max_num_queries(14):
        listed = keeper.get(reverse("keep_recordings")).content.decode()
    assert "đang phát" in listed and "1 phút 15 giây" in listed
    drop = reverse("drop_recording", args=[CODE, recording.pk])
    refused = keeper.post(drop, {})
    assert refused.status_code == 422 and "Chọn lý do gỡ." in refused.content.decode()
    assert keeper.post(drop, {"because": "mistake"}).status_code == 302
    assert "Đọc sai hoặc tải nhầm tệp" in keeper.get(path).content.decode()
    assert "đã được gỡ trước đó" in keeper.post(drop, {"because": "mistake"}, follow=True).content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": sound(mp3(602))}, "nhận nhiều nhất 10 phút"),
        ({"file": sound(b"xin", "a.txt")}, "thuộc loại không nhận ở đây"),
        ({"file": ""}, "Chọn tệp ghi âm."),
        ({"by_person": ""}, "không nhận máy dịch"),
        ({"text_on": "hôm qua"}, "Ghi ngày theo dạng"),
        ({"speaker": "x" * 121}, "120"),
        ({"language": "vi"}, "không có trong"),
    ],
)
def test_the_page_tells_what_is_wrong(town, version, client, changes, words):
    keeper = town.sign_in(client, "quan")
    answer = keeper.post(reverse("procedure_recordings", args=[CODE]), sent(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
