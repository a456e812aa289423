""" "Tạo biểu mẫu từ danh mục": the keeper makes an own form of what the national database says of a procedure."""

from datetime import date

import pytest

from tinhso.kernel.site import clock
from tinhso.onestop.builder.actions.start_version_draft import NothingInCatalogue, start_version_draft
from tinhso.onestop.catalogue.form_lineage import follows
from tinhso.onestop.data import reading
from tinhso.onestop.data.national.content import content_of
from tinhso.onestop.data.national.edition import EDITION, bundled
from tinhso.onestop.models import Procedure, ProcedureVersion
from tinhso.onestop.national_import.comparison import compare
from tinhso.onestop.tests.makers import CODE, NOW

URL = f"/quan-tri/thu-tuc/{CODE}/ban-nhap/"
SOURCE = "1.004941"  # a procedure of the national database that has papers and the general form alone
DRAFTS_PAGE = f"/quan-tri/thu-tuc/{SOURCE}/ban-nhap/"


@pytest.fixture
def row(monkeypatch) -> dict:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return next(bundled({SOURCE}))


def put_in(shop, row: dict, **more) -> Procedure:
    """A procedure whose published version is made of the national database."""
    old = shop.version.procedure
    words = {"field": old.field, "valid": old.valid, "content_digest": "", "sort_key": "", "source": "test"}
    procedure = Procedure.objects.create(code=SOURCE, name=row["name"], **words)
    general = next(v for v in reading.versions() if "procedure" not in v and v["valid_to"] is None)
    version = content_of(row, general, edition=EDITION) | {"own_form": False} | more
    ProcedureVersion.objects.create(
        procedure=procedure, number=1, valid=shop.version.valid, published_at=NOW, **version
    )
    return procedure


@pytest.mark.long
def test_the_button_makes_a_draft_with_the_papers_of_the_catalogue_and_its_declaration(shop, client, row):
    put_in(shop, row)
    quan = shop.town.sign_in(client, "quan")
    page = quan.get(DRAFTS_PAGE).content.decode()
    assert "Tạo biểu mẫu từ danh mục" in page
    assert quan.post(f"{DRAFTS_PAGE}lap/", {"tu": "danh-muc"}).status_code == 302
    former, draft = ProcedureVersion.objects.filter(procedure__code=SOURCE).order_by("number")
    made = [paper for paper in draft.papers if paper["made"]]
    assert draft.own_form and draft.form["id"].startswith("mau-") and follows(former, draft)
    assert bool(draft.fee_due) == bool(draft.fees)
    assert [draft.form["title"]] == [paper["name"][:200] for paper in made]
    asked = {paper["id"] for paper in former.papers if not paper["made"]}
    assert {paper["id"] for paper in draft.papers} >= asked
    assert "Tạo biểu mẫu từ danh mục" not in quan.get(DRAFTS_PAGE).content.decode()


def test_where_the_catalogue_says_nothing_there_is_no_button_and_the_deed_is_refused(
    shop, client, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    quan = shop.town.sign_in(client, "quan")
    assert "Tạo biểu mẫu từ danh mục" not in quan.get(URL).content.decode()
    with pytest.raises(NothingInCatalogue):
        start_version_draft(
            procedure=shop.version.procedure,
            copy=True,
            from_catalogue=True,
            by=shop.actor("quan"),
            now=NOW,
        )
    answer = quan.post(f"{URL}lap/", {"tu": "danh-muc"}, follow=True).content.decode()
    assert "Danh mục không có thành phần hồ sơ" in answer
    assert not ProcedureVersion.objects.filter(published_at=None).exists()


def test_the_next_copy_of_the_national_database_leaves_what_a_keeper_wrote(shop, row):
    put_in(shop, row, drafters=[shop.actor("quan").user_id], own_form=True)
    found = compare([row], edition=date(2027, 1, 1), on=NOW.date())
    assert found.by_hand == 1
    assert SOURCE not in [one.code for one in found.differences]
