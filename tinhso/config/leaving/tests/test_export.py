"""`tinhso export`: everything of a small town, described so that others read it, and nothing lost on the way."""

import csv
import hashlib
import io
import json
from contextlib import nullcontext
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.config.commands import export
from tinhso.config.leaving import write
from tinhso.config.leaving.tables import tables_of
from tinhso.config.refusal import NOT_EMPTY, Refusal
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.people.models import User
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Export

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, monkeypatch, town):
    """An empty one. A test is a transaction already, whose isolation is what it is."""
    monkeypatch.setattr(write, "one_moment", nullcontext)
    return tmp_path


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_there_with_as_many_rows_as_it_has(folder, town):
    write.write_export(folder, "Tỉnh", print)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    assert len(descriptor["resources"]) == sum(len(tables_of(one)) for one in all_of(Export)) > 150
    for resource in descriptor["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{hashlib.sha256(data).hexdigest()}",
        )
        head = next(csv.reader(io.StringIO(data.decode())))
        assert head == [field["name"] for field in resource["schema"]["fields"]]
    assert len(rows(folder, "people/people_user.csv")) == User.objects.count() > 0


def test_values_are_written_as_the_schema_says(folder, town):
    write.write_export(folder, "Tỉnh", print)
    user = next(row for row in rows(folder, "people/people_user.csv") if row["id"] == str(town.an.pk))
    assert "password" not in user
    assert user["is_active"] == "true"
    assert datetime.fromisoformat(user["date_joined"]) == town.an.date_joined
    place = rows(folder, "places/places_adminunit.csv")[0]
    assert place["name"] and all("\n" not in value for value in place.values())


def test_a_key_has_the_type_of_the_column_that_it_leads_to(folder):
    """A tool that compares 7 with "7" finds nothing: Frictionless' own validator did."""
    write.write_export(folder, "Tỉnh", print)
    resources = json.loads((folder / "datapackage.json").read_text())["resources"]
    types = {(one["name"], f["name"]): f["type"] for one in resources for f in one["schema"]["fields"]}
    keys = [(one["name"], key) for one in resources for key in one["schema"]["foreignKeys"]]
    assert len(keys) > 200
    for name, key in keys:
        reference = key["reference"]
        assert types[name, key["fields"]] == types[reference["resource"], reference["fields"]], (name, key)


def test_every_foreign_key_leads_to_a_row_that_went_along(folder, town):
    write.write_export(folder, "Tỉnh", print)
    resources = json.loads((folder / "datapackage.json").read_text())["resources"]
    held = {one["name"]: rows(folder, one["path"]) for one in resources}
    checked = 0
    for one in resources:
        for key in one["schema"]["foreignKeys"]:
            there = {row[key["reference"]["fields"]] for row in held[key["reference"]["resource"]]}
            asked = {row[key["fields"]] for row in held[one["name"]]} - {""}
            assert asked <= there, (one["name"], key)
            checked += len(asked)
    assert checked > 15


def test_the_guide_says_what_is_there_and_what_stays(folder):
    write.write_export(folder, "Tỉnh Thử", print)
    text = (folder / "README.md").read_text()
    assert "Toàn bộ dữ liệu của Tỉnh Thử" in text and "`casework/casework_case.csv`" in text
    assert "people.User: password" in text and "mfa.Authenticator: a second factor" in text


def test_a_clean_file_goes_along_a_waiting_one_does_not_and_a_lost_one_is_named(folder, settings, tmp_path):
    from tinhso.kernel.files.contents.store import store

    settings.MEDIA_ROOT = str(tmp_path / "kho")
    digests = {}
    for state in ("clean", "quarantine", "lost"):
        content = f"nội dung {state}".encode()
        digests[state] = hashlib.sha256(content).hexdigest()
        StoredFile.objects.create(
            sha256=digests[state],
            size=len(content),
            name=f"{state}.txt",
            content_type="text/plain",
            state="quarantine" if state == "quarantine" else "clean",
        )
        if state != "lost":
            store().put(digests[state], SimpleUploadedFile("a", content))
    assert write.write_export(folder, "Tỉnh", print) == [f"files/{digests['lost']}"]
    assert (folder / "files" / digests["clean"]).read_bytes() == "nội dung clean".encode()
    assert not (folder / "files" / digests["quarantine"]).exists()


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(Refusal, match="không trống") as refused:
        export.empty_folder(tmp_path)
    assert refused.value.code == NOT_EMPTY
    with pytest.raises(Refusal, match="không ghi được"):
        export.empty_folder(tmp_path / "a" / "b")


def test_only_its_owner_reads_the_folder(tmp_path):
    assert export.empty_folder(tmp_path / "ra").stat().st_mode & 0o777 == 0o700
