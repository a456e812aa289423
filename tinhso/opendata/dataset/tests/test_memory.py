"""What a worker and the web process have done leaves nothing of DuckDB behind in them: children do it, and end."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.tables.children import child
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset import store
from tinhso.opendata.engine.profiles import keep_profile
from tinhso.opendata.public import publish_file, refresh_dataset

LOADED = """
import sys
import django
django.setup()
from django.urls import get_resolver
import tinhso.config.wsgi
def walk(patterns):
    for one in patterns:
        walk(getattr(one, "url_patterns", ()))
walk(get_resolver().url_patterns)
from procrastinate.contrib.django import app
assert "opendata.refresh_one" in app.tasks and "demo.write_open_data" in app.tasks
print(*sorted(name for name in sys.modules if name in {"duckdb", "_duckdb", "pyarrow", "pandas"}))
"""


def children() -> set[str]:
    """The processes below this one."""
    tasks = Path("/proc/self/task").iterdir()
    return {pid for task in tasks for pid in (task / "children").read_text().split()}


@pytest.mark.long
def test_neither_web_nor_worker_loads_duckdb():
    done = subprocess.run([sys.executable, "-P", "-c", LOADED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


@pytest.mark.long
@pytest.mark.django_db
def test_a_child_types_the_rows_of_a_table_and_another_reckons_the_profile(opened, monkeypatch):
    """Real ones, as in a worker; none is left when the jobs are done."""
    monkeypatch.setattr("tinhso.opendata.dataset.tables.read_to_end", child.read_to_end)
    AdminUnit.objects.filter(code="00001").update(name='Xã "Một",\n=1+1')
    before, old = children(), opened.current
    AdminUnit.objects.update(area_km2="13.25")
    version = refresh_dataset(dataset=opened, by=SYSTEM, now=NOW)
    assert version is not None and version.columns == old.columns and version.rows == old.rows
    assert {file.name for file in store.folder_of(version.folder).iterdir()} == {
        *("table.duckdb", "table.parquet", store.SUMS)
    }
    columns = {one["name"]: one for one in keep_profile(version, now=NOW).columns}
    assert columns["dien_tich"]["high"] == 13.25
    assert children() <= before


@pytest.mark.long
@pytest.mark.django_db
def test_a_file_of_the_program_is_read_in_a_child_that_ends(opened, tmp_path):
    before = children()
    with (tmp_path / "a.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([["Tên", "Số"], ["Chợ A", 1], ["Chợ B", 2]])
    version = publish_file(dataset=opened, source=tmp_path / "a.csv", name="a.csv", by=SYSTEM, now=NOW)
    assert version is not None and [kind for _name, _heading, kind in version.columns] == ["text", "whole"]
    assert children() <= before


@pytest.mark.django_db
def test_a_child_that_fails_leaves_the_old_version(opened, monkeypatch):
    def killed(program, *words):
        raise subprocess.CalledProcessError(-9, program)

    monkeypatch.setattr("tinhso.opendata.dataset.tables.read_to_end", killed)
    with pytest.raises(subprocess.CalledProcessError):
        refresh_dataset(dataset=opened, by=SYSTEM, now=NOW)
    assert opened.versions.count() == 1 and not list(store.root().glob("*.new"))
