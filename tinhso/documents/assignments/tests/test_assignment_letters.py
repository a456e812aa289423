"""Documents about a task: the issued one that gives it, an outgoing one that answers it, one that comes and names its code."""

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.documents.assignments.actions.link_arrival import link_arrival
from tinhso.documents.assignments.actions.link_letter import link_letter
from tinhso.documents.assignments.tests import makers as make
from tinhso.documents.axis.actions.enqueue_message import enqueue_document
from tinhso.documents.axis.message import content_of
from tinhso.documents.axis.tests.axis_makers import document_message, issued
from tinhso.documents.axis.tests.test_receiving import SETTINGS, arrived
from tinhso.documents.models import AxisMessage
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused


@pytest.fixture
def town(office, settings):
    settings.DOCUMENT_AXIS = SETTINGS
    return make.with_chairman(office)


def link(town, assignment, document, who="emi"):
    return link_letter(assignment=assignment, document=document, by=town.actor(who), now=NOW)


def test_a_document_that_answers_leaves_with_the_code_of_the_task(town):
    one, document = make.at_work(town, task_code="VPCP-2024-15"), outgoing.draft(town)
    link(town, one, document)
    assert link(town, one, document).pk == one.letters.get().pk
    document = issued(town, document)
    enqueue_document(document.pk, now=NOW)
    message = AxisMessage.objects.select_related("recipient__document").first()
    sent = document_message(content_of(message, zipped=True)[1])
    assert sent.tasks == ("VPCP-2024-15",)


def test_who_links_what(town):
    one = make.at_work(town)
    with pytest.raises(DocumentsForbidden):
        link(town, one, outgoing.draft(town), who="hai")
    foreign = outgoing.draft(town, who="kim")
    with pytest.raises(EntryRefused) as refused:
        link(town, one, foreign)
    assert refused.value.field == "document"


def test_a_document_that_comes_and_names_the_task_is_linked_once_and_its_giver_told(town):
    Agency.objects.filter(pk=town.agency_a.pk).update(parent=None)
    unit = Agency.objects.get(pk=town.agency_b.pk)
    Agency.objects.filter(pk=unit.pk).update(parent=town.agency_a)
    one = make.give(town, who="chi", main=unit, supports=[], task_code="H56.14-NV-1")
    document = arrived(town, tasks=("H56.14-NV-1", "KHÔNG-CÓ"))
    assert one.letters.get().arriving == document
    notices = Notice.objects.filter(template="documents.assignment_answered")
    assert sorted(notices.values_list("user__username", flat=True)) == ["chi", "van"]
    assert link_arrival(document=document, task_codes=("H56.14-NV-1",), now=NOW) == 0


def test_a_task_is_given_out_of_an_issued_document(town, client):
    unit = Agency.objects.get(pk=town.agency_b.pk)
    Agency.objects.filter(pk=unit.pk).update(parent=town.agency_a)
    draft, document = outgoing.draft(town), issued(town)
    with pytest.raises(EntryRefused) as refused:
        make.give(town, who="chi", main=unit, supports=[], source=draft)
    assert refused.value.field == "source"
    town.sign_in(client, "chi")
    assert client.get(reverse("give_from_outgoing", args=[draft.case.code])).status_code == 404
    url = reverse("give_from_outgoing", args=[document.case.code])
    assert document.number.full_number in client.get(url).content.decode()
    given = {"content": "Báo cáo theo văn bản", "main": unit.pk, "due": "29/03/2024"}
    made = client.post(url, given)
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert document.number.full_number in page and "Mở văn bản giao nhiệm vụ" in page
