"""Adds what a person has read aloud of a procedure, in a language of the province."""

from datetime import date, datetime
from math import ceil

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files, open_stream
from tinhso.kernel.site import clock
from tinhso.lib.files.audio import audio_seconds
from tinhso.onestop.catalogue.permissions import check_can_keep_catalogue
from tinhso.onestop.data.languages import recording_languages
from tinhso.onestop.models import NoVersion, Procedure, ProcedureVersion, Recording
from tinhso.onestop.recordings.events import RecordingAdded
from tinhso.onestop.recordings.limits import FEWEST_SECONDS, MOST_MINUTES
from tinhso.onestop.recordings.reading import Reading


class RecordingRefused(ValueError):
    """It cannot be played on the page; the message is for the screen."""


@transaction.atomic
def add_recording(
    *, procedure: Procedure, file: StoredFile, reading: Reading, by: Actor, now: datetime
) -> Recording:
    """`file` came in under the rules of recordings; it waits for its scan like every upload.

    Raises: PermissionDenied, RecordingRefused.
    """
    check_can_keep_catalogue(by)
    today = now.astimezone(clock.HANOI).date()
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    version = _version_read(procedure, reading, today)
    _check_consent(reading, today)
    seconds = _length(file)
    claim_files([file.pk], by=by, now=now)
    recording = Recording.objects.create(
        procedure=procedure,
        version=version,
        file=file,
        seconds=seconds,
        added_by_id=by.user_id,
        added_at=now,
        **{name: getattr(reading, name) for name in FIELDS},
    )
    event = RecordingAdded(
        recording_id=recording.pk,
        procedure_code=procedure.code,
        language=reading.language,
        seconds=seconds,
    )
    record(event, by=by, at=now)
    return recording


FIELDS = (
    *("language", "text_on", "speaker", "recorded_by"),
    *("consent_number", "consented_on", "consent_until"),
)


def _version_read(procedure: Procedure, reading: Reading, today: date) -> ProcedureVersion:
    """The version in force, where it is the one that was read."""
    names = recording_languages()
    if reading.language not in names:
        raise RecordingRefused("Ngôn ngữ này không có trong danh sách.")
    if not reading.by_person:
        raise RecordingRefused(
            "Chỉ nhận bản ghi do người đọc. Không nhận bản máy dịch hoặc giọng máy, kể cả khi đã có người nghe lại."
        )
    if Recording.objects.standing().filter(procedure=procedure, language=reading.language).exists():
        raise RecordingRefused(f"Thủ tục này đã có bản đọc {names[reading.language]}. Gỡ bản cũ trước.")
    if reading.text_on > today:
        raise RecordingRefused("Ngày của bản chữ đã đọc chưa đến.")
    try:
        version = ProcedureVersion.objects.of(procedure, today)
    except NoVersion as error:
        raise RecordingRefused("Thủ tục này chưa có nội dung được công bố nên chưa có gì để đọc.") from error
    if not version.valid.lower <= reading.text_on:
        since = version.valid.lower
        raise RecordingRefused(
            f"Nội dung thủ tục đã đổi từ ngày {since:%d/%m/%Y}, sau ngày của bản chữ đã đọc. Cần đọc lại bản hiện hành."
        )
    return version


def _check_consent(reading: Reading, today: date) -> None:
    if not (reading.speaker and reading.consent_number and reading.recorded_by):
        raise RecordingRefused("Ghi đủ người đọc, văn bản đồng ý và người ghi âm.")
    if reading.consented_on > today:
        raise RecordingRefused("Ngày người đọc ký đồng ý chưa đến.")
    if reading.consent_until is not None and reading.consent_until < max(today, reading.consented_on):
        raise RecordingRefused("Sự đồng ý của người đọc đã hết thời hạn.")


def _length(file: StoredFile) -> int:
    """Begun seconds; the kind was judged by content before."""
    with open_stream(file) as stream:
        seconds = ceil(audio_seconds(stream))
    if seconds > MOST_MINUTES * 60:
        minutes, rest = divmod(seconds, 60)
        raise RecordingRefused(
            f"Bản ghi dài {minutes} phút {rest} giây; nhận nhiều nhất {MOST_MINUTES} phút."
        )
    if seconds < FEWEST_SECONDS:
        raise RecordingRefused(f"Bản ghi ngắn hơn {FEWEST_SECONDS} giây, không đủ đọc một thủ tục.")
    return seconds
