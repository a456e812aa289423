"""A file whose numbers can be read in two ways waits for the publisher; a reader that was stopped tries again."""

import pytest
from django.conf import settings

from tinhso.lib.tables.reading import ReaderStopped, stopped_text
from tinhso.opendata.engine import engine
from tinhso.opendata.intakes.actions.begin_intake import IntakeRefused
from tinhso.opendata.intakes.actions.publish_intake import publish_intake
from tinhso.opendata.intakes.worker import run_intake
from tinhso.opendata.models import Intake
from tinhso.opendata.tests.makers import GOOD, NOW, publishers, read, read_here, sent

pytestmark = pytest.mark.django_db
POINTS = "Điểm;Vĩ độ\nChợ;19.807\nĐền;19.912\n".encode()


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr("tinhso.opendata.intakes.worker._in_child", read_here)
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    yield publishers(town)
    engine.OURS.close()


def test_it_is_not_published_before_the_publisher_has_said_how(cast, client):
    intake = read(cast.dataset, POINTS, cast.emi)
    with pytest.raises(IntakeRefused, match="“Vĩ độ”: hãy chọn cách đọc dấu chấm"):
        publish_intake(intake=intake, by=cast.dao, now=NOW)
    cast.town.sign_in(client, "emi")
    page = client.get(f"/can-bo/du-lieu-mo/nhan/{intake.pk}/").content.decode()
    assert "Dấu thập phân: 19,807 (đề nghị)" in page and "Hàng nghìn: 19 807" in page
    where = f"/can-bo/du-lieu-mo/nhan/{intake.pk}/cach-doc/"
    assert client.post(where, {"column": "vi_do", "form": "đúng sai"}).status_code == 409
    assert client.post(where, {"column": "vi_do", "form": "số, dấu chấm thập phân"}).status_code == 302
    run_intake(intake.pk, now=NOW)
    intake = Intake.objects.get(pk=intake.pk)
    assert intake.wish == {"forms": {"vi_do": "số, dấu chấm thập phân"}} and not intake.undecided
    assert publish_intake(intake=intake, by=cast.dao, now=NOW).rows == 2


def test_a_reader_that_was_stopped_tries_once_more(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    tries = []

    def stopped(*words, **more):
        tries.append(words)
        raise ReaderStopped(stopped_text(-9, "scan"))

    cast = publishers(town)
    intake = sent(cast.dataset, GOOD, cast.emi)
    monkeypatch.setattr("tinhso.opendata.intakes.worker.read_in_child", stopped)
    run_intake(intake.pk, now=NOW)
    intake.refresh_from_db()
    assert len(tries) == 2 and intake.state == "failed"
    assert (
        "bị máy chủ dừng khi đang tìm dữ liệu cá nhân" in intake.message
        and "Đã đọc hai lần" in intake.message
    )


@pytest.mark.parametrize(("code", "says"), [(-11, "tín hiệu 11"), (1, "chưa lường trước")])
def test_the_end_of_a_reader_is_told_as_it_was(code, says):
    assert says in stopped_text(code, "read") and "hỏng" not in stopped_text(code, "read")
