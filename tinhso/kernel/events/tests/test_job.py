import pytest

from tinhso.kernel.events.public import UnknownJob, job


def test_a_job_is_found_by_its_name():
    assert job("events.seal").name == "events.seal"


def test_a_name_that_nobody_declares_is_refused():
    with pytest.raises(UnknownJob, match="events.nothing"):
        job("events.nothing")
