"""What was given up is named by `tinhso check` and goes on by `tinhso jobs`."""

from contextlib import nullcontext

import pytest

from tinhso.config import cli
from tinhso.config.commands import jobs as command
from tinhso.kernel.events.jobs.probes import jobs
from tinhso.kernel.events.jobs.tests.test_after_loss import given_up

pytestmark = pytest.mark.django_db


def test_what_was_given_up_is_named_by_check_with_the_way_to_resume_it():
    given_up()
    given_up()
    (finding,) = [found for found in jobs() if "đã bỏ" in found.sentence]
    assert "events.deliver (2)" in finding.sentence and "tinhso jobs --again" in finding.sentence
    assert finding.level == "note"


def test_the_command_lists_resumes_and_refuses_what_is_no_number(monkeypatch, capsys):
    monkeypatch.setattr(command, "database", lambda: nullcontext(()))
    monkeypatch.setattr(command, "open_django", lambda: None)
    job = given_up()
    assert cli.main(["jobs"]) == 1
    assert f"{job}  events.deliver" in capsys.readouterr().out
    assert cli.main(["jobs", "--again", "x"]) == 2
    assert cli.main(["jobs", "--drop", "999999"]) == 1
    assert cli.main(["jobs", "--again", "all"]) == 0
    assert cli.main(["jobs"]) == 0
