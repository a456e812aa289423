from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.actions.resume_upload import begin_upload
from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import StoredFile, Upload
from tinhso.kernel.files.public import (
    NotYourFile,
    UploadRules,
    claim_files,
    discard_file,
    purge_unclaimed,
    read,
)
from tinhso.kernel.files.tests.makers import NOW, sent_file

pytestmark = pytest.mark.django_db


def three_days_later() -> int:
    return purge_unclaimed(real_now=timezone.now() + timedelta(days=3), now=NOW)


def test_what_nobody_attaches_is_kept_for_two_days(town):
    file = sent_file(by=town.actor("an"))
    sent_at = StoredFile.objects.get(pk=file.pk).created_at
    assert purge_unclaimed(real_now=sent_at + timedelta(days=2), now=NOW) == 0
    assert purge_unclaimed(real_now=sent_at + timedelta(days=2, seconds=1), now=NOW) == 1


def test_a_claim_keeps_the_order(town):
    an = town.actor("an")
    one, two = sent_file(by=an), sent_file(by=an)
    claimed = claim_files([two.pk, one.pk], by=an, now=NOW)
    assert [file.pk for file in claimed] == [two.pk, one.pk]
    assert StoredFile.objects.filter(claimed_at=NOW).count() == 2


def test_a_stranger_cannot_claim_or_discard(town):
    file = sent_file(by=town.actor("an"))
    for stranger in (town.actor("dung"), Actor()):
        with pytest.raises(NotYourFile):
            claim_files([file.pk], by=stranger, now=NOW)
        with pytest.raises(NotYourFile):
            discard_file(file, by=stranger, now=NOW)


def test_one_file_is_not_claimed_twice(town):
    an = town.actor("an")
    file = sent_file(by=an)
    claim_files([file.pk], by=an, now=NOW)
    with pytest.raises(NotYourFile):
        claim_files([file.pk], by=an, now=NOW)
    with pytest.raises(NotYourFile):
        claim_files([uuid4()], by=an, now=NOW)


def test_discarding_forgets_the_bytes(town, django_capture_on_commit_callbacks):
    file = sent_file(by=town.actor("an"))
    with django_capture_on_commit_callbacks(execute=True):
        discard_file(file, by=town.actor("an"), now=NOW)
    with pytest.raises(FileNotFoundError):
        store().open(file.sha256)
    assert EventRow.objects.filter(name="files.FileDiscarded").count() == 1


def test_the_purge_takes_only_what_nobody_claimed(town):
    an = town.actor("an")
    kept_file, lost = sent_file(by=an), sent_file(b"%PDF-1.4 other", by=an)
    claim_files([kept_file.pk], by=an, now=NOW)
    begin_upload(name="a.pdf", size=9, declared="", rules=UploadRules(), by=an)
    assert three_days_later() == 1
    assert read(kept_file)
    assert not StoredFile.objects.filter(pk=lost.pk).exists()
    assert not Upload.objects.exists()
    with pytest.raises(FileNotFoundError):
        store().open(lost.sha256)


def test_the_purge_keeps_bytes_that_another_row_shares(town):
    an = town.actor("an")
    kept_file, _ = sent_file(by=an), sent_file(by=an)
    claim_files([kept_file.pk], by=an, now=NOW)
    three_days_later()
    assert read(kept_file)


def test_bytes_of_a_failed_transaction_are_swept(settings):
    file = sent_file()
    StoredFile.objects.all().delete()
    three_days_later()
    with pytest.raises(FileNotFoundError):
        store().open(file.sha256)
