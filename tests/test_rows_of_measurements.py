"""The COPY writers of `bench/` write cases that follow from the events that they write with them."""

import importlib.util
import sys
from pathlib import Path
from random import Random

import pytest

from tinhso.casework.public import copy_histories
from tinhso.casework.tests.derived import differing
from tinhso.citizen.bulk import copy_reports, report_process
from tinhso.citizen.tests.makers import set_up

BENCH = Path(__file__).resolve().parents[1] / "bench"

pytestmark = pytest.mark.django_db


def script(name: str):
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_the_cases_that_lists_are_read_from(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    reads = script("desk/reads")
    town = sys.modules["desk.town"].make_town()
    reads.load(40, town, [(town.agency.pk, town.desk.pk)] * 2)
    assert not differing()


def test_the_reports_that_lists_are_read_from(town):
    category, bench = set_up(town), script("citizen")
    fixed = {"agency": town.desk_a, "desk": town.desk_a, "process": report_process()}
    rng = Random(11)  # noqa: S311
    rows = [bench.synthetic(900 + n, rng, fixed, category, town.commune) for n in range(30)]
    copy_histories(history for history, _ in rows)
    copy_reports(report for _, report in rows)
    assert not differing()
