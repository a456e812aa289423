"""In every office of the demo documents that came over the axis lie at every step; what could not be read is held."""

from django.urls import reverse

from tinhso.casework.public import State
from tinhso.documents.models import (
    ArrivingDocument,
    ArrivingReplacement,
    ArrivingVersion,
    AxisArrival,
    DocumentReplacement,
    DocumentUpdate,
)
from tinhso.kernel.people.public import User
from tinhso.kernel.site import clock


def test_documents_from_outside_stand_at_every_step(demo):
    rows = ArrivingDocument.objects.whole()
    offices = set(rows.values_list("agency", flat=True))
    assert len(offices) == 4 and rows.count() == 33
    for agency in offices:
        mine = rows.filter(agency=agency)
        replacing = mine.filter(replacements__isnull=False).count()
        assert mine.filter(arrival_number=None).count() == 2 + replacing  # one waits, one was refused
        numbers = mine.exclude(arrival_number=None).values_list("arrival_number", flat=True)
        assert sorted(numbers) == list(range(1, 7))
        assert mine.filter(case__state=State.REFUSED).count() == 1
        open_late = mine.filter(case__state=State.IN_PROGRESS, case__due_at__lt=clock.now())
        assert open_late.count() == 1 and all("(mô phỏng)" in one.subject for one in mine)


def test_held_messages_say_why_and_what_was_refused_is_told(demo, client):
    held = AxisArrival.objects.filter(state=AxisArrival.State.HELD)
    assert sorted(held.values_list("kind", flat=True)) == ["edoc", "edoc", "status"]
    assert all(one.problem for one in held)
    assert not AxisArrival.objects.filter(
        state=AxisArrival.State.RECEIVED, document=None, kind="edoc"
    ).exists()
    client.force_login(User.objects.get(username="van"))
    page = client.get(reverse("axis_arrivals")).content.decode()
    assert "không đọc được theo QCVN 102" in page


def test_a_sender_updated_one_document_and_sent_another_in_the_place_of_one(demo, client):
    version, pair = ArrivingVersion.objects.get(), ArrivingReplacement.objects.get()
    assert list(version.changes) == ["answer_by"] and pair.document.issuer_ident == pair.replaced.issuer_ident
    client.force_login(User.objects.get(username="van"))
    page = client.get(reverse("arriving_document", args=[version.document.case.code])).content.decode()
    assert "Nơi gửi đã cập nhật" in page
    page = client.get(reverse("arriving_document", args=[pair.replaced.case.code])).content.decode()
    assert "Nơi gửi đã thay thế văn bản này" in page
    update, replacement = DocumentUpdate.objects.get(), DocumentReplacement.objects.get()
    assert update.answer_by and replacement.document.issued_at
    page = client.get(reverse("outgoing_axis", args=[replacement.replaced.case.code])).content.decode()
    assert "Văn bản đã được thay thế" in page
