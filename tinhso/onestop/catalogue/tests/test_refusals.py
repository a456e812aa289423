"""What keeping the catalogue refuses: files that are none, levels of a later day, drafts that moved, strangers."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.files.spreadsheets import FileRefused
from tinhso.lib.forms.definition import BadForm
from tinhso.onestop.builder.actions.publish_version import DraftStale, publish_version
from tinhso.onestop.builder.tests.test_publish_version import KEEPER, draft  # noqa: F401
from tinhso.onestop.builder.tests.test_publish_version import NOW as LATER
from tinhso.onestop.catalogue.actions.apply_catalogue_import import apply_catalogue_import
from tinhso.onestop.catalogue.actions.change_procedure import LaterLevels, Wording, change_procedure
from tinhso.onestop.catalogue.actions.check_catalogue_file import check_catalogue_file
from tinhso.onestop.catalogue.files import write_csv
from tinhso.onestop.catalogue.tests.test_catalogue_files import POST, changed
from tinhso.onestop.models import Procedure, ProcedureCompetence
from tinhso.onestop.publications.actions.enter_publication import enter_publication
from tinhso.onestop.publications.actions.import_publications import import_publications
from tinhso.onestop.publications.lines import PublishedLine
from tinhso.onestop.takeover.actions.take_over_files import take_over_files
from tinhso.onestop.tests.makers import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_a_file_that_is_no_table_is_not_checked(catalogue):
    for content in (b"", b"PK\x03\x04 hong", b"\xff\xfe\x00"):
        with pytest.raises(FileRefused):
            check_catalogue_file(content=content, file_name="a.csv", by=SYSTEM, now=NOW)


def later_levels():
    """The levels of the postal licence begin only next year."""
    rows = ProcedureCompetence.objects.filter(procedure__code=POST)
    rows.exclude(pk=rows.earliest("valid").pk).delete()
    rows.update(valid=DateRange(date(2025, 1, 1), None))


@pytest.mark.long
def test_levels_of_a_later_day_are_not_written_over(catalogue, town):
    values = changed(POST, level="commune", also_at=[])
    held = check_catalogue_file(content=write_csv(values), file_name="a.csv", by=SYSTEM, now=NOW)
    later_levels()
    procedure = Procedure.objects.select_related("field").get(code=POST)
    wording = Wording(
        name=procedure.name,
        field=procedure.field.code,
        keywords=procedure.keywords,
        events=[],
        level="commune",
        also_at=[],
        since=NOW.date(),
    )
    with pytest.raises(LaterLevels):
        change_procedure(procedure=procedure, wording=wording, by=SYSTEM, now=NOW)
    with pytest.raises(LaterLevels):
        apply_catalogue_import(import_id=held.pk, by=SYSTEM, now=NOW)


@pytest.mark.long
def test_a_draft_is_published_as_it_was_seen_and_with_a_form_that_can_be_read(draft):  # noqa: F811
    with pytest.raises(DraftStale):
        publish_version(version_id=draft.pk, by=KEEPER, now=LATER, ver=draft.ver + 1)
    draft.form = {"id": "giay-phep-buu-chinh", "title": "Đơn", "version": 3, "steps": [{"khong": "hieu"}]}
    draft.save()
    with pytest.raises(BadForm):
        publish_version(version_id=draft.pk, by=KEEPER, now=LATER)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_strangers_enter_no_publication_and_take_no_files_over(town):
    words = {"agency": town.agency_a, "number": "1/QĐ", "issued_on": date(2024, 1, 15), "basis": "TT 1"}
    words |= {"basis_from": date(2024, 1, 22), "lines": [PublishedLine(POST, "amended", None)]}
    for name in ("emi", "chi", "bao", "an"):
        with pytest.raises(PermissionDenied):
            enter_publication(by=town.actor(name), now=NOW, **words)
        with pytest.raises(PermissionDenied):
            take_over_files(plan=None, place=None, by=town.actor(name), now=NOW)
    with pytest.raises(FileRefused):
        import_publications(content=b"PK\x03\x04 hong", agency=town.agency_a, by=town.actor("quan"), now=NOW)
