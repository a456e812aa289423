"""The client that others use, ckanapi, against a running server: dump, search."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ckanapi import NotFound, RemoteCKAN, ValidationError

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def cli(server, *words):
    """The lines of JSON that the command writes."""
    programs = str(Path(sys.executable).parent)  # it starts its workers by their name
    environment = os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    program = [f"{programs}/ckanapi", *words, "-r", server.url]
    done = subprocess.run(program, capture_output=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_datasets_organizations_and_groups_are_dumped_and_searched(opened, live_server):
    [package] = cli(live_server, "dump", "datasets", "--all", "--datastore-fields")
    assert package["name"] == opened.slug
    fields = package["resources"][0]["datastore_fields"]
    assert [field["id"] for field in fields] == ["_id", *(column[0] for column in opened.current.columns)]
    [organization] = cli(live_server, "dump", "organizations", "--all")
    assert organization["name"] == opened.publisher.code
    assert [group["name"] for group in cli(live_server, "dump", "groups", "--all")] == ["hanh-chinh"]
    assert [found["name"] for found in cli(live_server, "search", "datasets", "q=xã")] == [opened.slug]


def test_the_library_reads_by_get_and_post_and_knows_our_refusals(opened, live_server):
    for get_only in (False, True):
        with RemoteCKAN(live_server.url, get_only=get_only) as portal:
            assert portal.action.package_list() == [opened.slug]
            found = portal.action.package_search(q="xa", fq="tags:thử", rows=5)
            assert found["count"] == 1
            rows = portal.action.datastore_search(resource_id=f"{opened.slug}-bang", limit=1)
            assert rows["total"] == opened.current.rows and len(rows["records"]) == 1
            with pytest.raises(NotFound):
                portal.action.package_show(id="khong-co")
            with pytest.raises(ValidationError):
                portal.action.datastore_search_sql(sql="drop table x")


def test_a_dump_is_loaded_as_drafts_and_again_as_changes(opened, live_server, town, tmp_path):
    from tinhso.kernel.site import clock
    from tinhso.opendata.ckan.actions.make_token import make_token
    from tinhso.opendata.models import Dataset

    _token, secret = make_token(agency=town.agency_a, name="Kho", by=town.actor("emi"), now=clock.now())
    [package] = cli(live_server, "dump", "datasets", opened.slug)
    fresh = package | {"id": "ban-moi", "name": "ban-moi", "title": "Bản mới"}
    lines = tmp_path / "dump.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in (package | {"notes": "Mô tả khác"}, fresh)))
    cli(live_server, "load", "datasets", "-I", str(lines), "-p", "1", "-a", secret)
    assert (
        opened.editions.get().content["description"] == "Mô tả khác"
        and opened.editions.get().state == "waiting"
    )
    assert Dataset.objects.get(slug="ban-moi").state == "draft"
