"""A paper whose QR code would lead nowhere is not drawn up."""

import pytest

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.public import preview_paper
from tinhso.kernel.papers.tests.makers import AT, content
from tinhso.kernel.site.public import NoSiteAddress

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["permit", "receipt"])
def test_without_an_address_no_paper_is_made_and_no_number_is_used(desk, settings, kind):
    settings.SITE_URL = ""
    with pytest.raises(NoSiteAddress):
        desk.draft(kind)
    assert not Paper.objects.exists() and not EventRow.objects.filter(name="papers.PaperCreated").exists()
    settings.SITE_URL = "https://tinhso.example"
    paper = desk.draft(kind)
    assert paper.number in (None, 1)


def test_a_preview_carries_no_address_and_needs_none(desk, settings, town):
    settings.SITE_URL = ""
    made = preview_paper(
        kind="permit", agency=town.agency_a, place="Thanh Hóa", data=content("permit"), now=AT
    )
    assert made.startswith(b"%PDF")
