"""What a file would change is counted when it is read, so that whoever publishes it waits for nothing."""

import subprocess

import pytest
from django.conf import settings

from tinhso.kernel.people.public import User
from tinhso.opendata.dataset import store
from tinhso.opendata.engine import engine
from tinhso.opendata.intakes import comparing
from tinhso.opendata.intakes import worker as intake_worker
from tinhso.opendata.intakes.actions import publish_intake as publishing
from tinhso.opendata.intakes.actions import restore_version as restoring
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.actions.restore_version import restore_version
from tinhso.opendata.intakes.actions.steer_intake import cancel_intake
from tinhso.opendata.models import Intake
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, read, read_here, sent

pytestmark = pytest.mark.django_db
LINES = GOOD.decode().splitlines()
MORE = ("\n".join([*LINES, *LINES[-1:], *LINES[-1:]]) + "\n").encode()


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    yield publishers(town)
    engine.OURS.close()


@pytest.fixture
def no_counting(monkeypatch):
    """Neither publishing nor restoring may count or hash a file."""

    def refuse(*words, **more):
        raise AssertionError("counted while somebody waited")

    def begin():
        monkeypatch.setattr(publishing, "differing", refuse)
        monkeypatch.setattr(restoring, "differing", refuse)
        monkeypatch.setattr(store.hashlib, "file_digest", refuse)

    return begin


@pytest.mark.long
def test_publishing_counts_and_hashes_nothing_for_it_was_done_when_the_file_was_read(cast, no_counting):
    publish_intake(intake=read(cast.dataset, GOOD, cast.emi), by=cast.dao, now=NOW)
    intake = read(cast.dataset, MORE, cast.emi)
    assert comparing.changes_text(intake) == "So với phiên bản 1 đang công bố: thêm 2 dòng, bớt 0 dòng."
    no_counting()
    version = publish_intake(intake=intake, by=cast.dao, now=NOW)
    assert (version.number, version.added, version.removed) == (2, 2, 0)
    back = restore_version(version=cast.dataset.versions.get(number=1), by=cast.dao, now=NOW)
    assert (back.number, back.added, back.removed) == (3, 0, 2)


def test_the_sums_taken_before_are_those_of_the_files(cast):
    version = publish_intake(intake=read(cast.dataset, GOOD, cast.emi), by=cast.dao, now=NOW)
    assert set(store.sums_of(version.folder)) == {*store.READ, "original"}
    assert store.unlike(version.folder) == []
    file = store.original_of(version.folder)
    file.chmod(0o600)
    file.write_bytes(b"other")
    assert store.unlike(version.folder) == ["original"]


@pytest.mark.long
def test_a_version_in_between_is_told_and_a_job_counts_again(cast):
    first, second = read(cast.dataset, GOOD, cast.emi), read(cast.dataset, MORE, cast.emi)
    assert comparing.changes_text(second) == "Công bố tệp này sẽ tạo phiên bản đầu tiên."
    publish_intake(intake=first, by=cast.dao, now=NOW)
    assert "đang được đếm lại" in comparing.changes_text(second)
    assert comparing.compare_again(cast.dataset) == 1
    second.refresh_from_db()
    assert "thêm 2 dòng, bớt 0 dòng" in comparing.changes_text(second)
    assert comparing.compare_again(cast.dataset) == 0
    assert publish_intake(intake=second, by=cast.dao, now=NOW).added == 2


@pytest.mark.long
def test_published_before_the_job_came_it_is_counted_then(cast):
    first, second = read(cast.dataset, GOOD, cast.emi), read(cast.dataset, MORE, cast.emi)
    publish_intake(intake=first, by=cast.dao, now=NOW)
    assert publish_intake(intake=second, by=cast.dao, now=NOW).added == 2


def test_a_file_read_by_the_program_of_before_is_published_all_the_same(cast):
    intake = read(cast.dataset, GOOD, cast.emi)
    found = {key: value for key, value in intake.found.items() if key not in {"compared", "sums"}}
    Intake.objects.filter(pk=intake.pk).update(found=found)
    assert publish_intake(intake=intake, by=cast.dao, now=NOW).added == 2


@pytest.mark.long
def test_whoever_cancels_while_it_is_compared_ends_the_comparison(cast, monkeypatch):
    publish_intake(intake=read(cast.dataset, GOOD, cast.emi), by=cast.dao, now=NOW)
    intake = sent(cast.dataset, MORE, cast.emi)

    def cancelled(old, new, *, heard):
        assert Intake.objects.get(pk=intake.pk).step == "compare"
        assert comparing.doing(Intake.objects.get(pk=intake.pk)) == "Đang so với phiên bản đang công bố"
        cancel_intake(intake=intake, by=cast.emi, now=NOW)
        heard()

    monkeypatch.setattr(comparing, "differing", cancelled)
    intake_worker.run_intake(intake.pk, now=NOW)
    assert Intake.objects.get(pk=intake.pk).state == "cancelled"
    assert cast.dataset.versions.count() == 1


@pytest.mark.long
def test_a_worker_killed_while_it_compares_leaves_the_old_version_and_a_file_to_read_again(cast, monkeypatch):
    old = publish_intake(intake=read(cast.dataset, GOOD, cast.emi), by=cast.dao, now=NOW)
    intake = sent(cast.dataset, MORE, cast.emi)

    def killed(old, new, *, heard):
        raise subprocess.CalledProcessError(-9, "difference_process")

    monkeypatch.setattr(comparing, "differing", killed)
    with pytest.raises(subprocess.CalledProcessError):
        intake_worker.run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    cast.dataset.refresh_from_db()
    assert (intake.state, cast.dataset.current_id, store.unlike(old.folder)) == ("reading", old.pk, [])
    monkeypatch.undo()


@pytest.mark.long
def test_the_page_says_what_publishing_would_change(cast, town, client):
    publish_intake(intake=read(cast.dataset, GOOD, cast.emi), by=cast.dao, now=NOW)
    intake = read(cast.dataset, MORE, cast.emi)
    town.dao = User.objects.get(pk=cast.dao.user_id)
    town.sign_in(client, "dao")
    page = client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/")
    assert page.status_code == 200
    assert "So với phiên bản 1 đang công bố: thêm 2 dòng" in page.content.decode()
