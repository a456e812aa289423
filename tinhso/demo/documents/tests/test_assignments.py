"""Committees of the demo have given tasks to agencies below them; they stand at every step, some of them late."""

from django.urls import reverse

from tinhso.casework.public import State
from tinhso.documents.models import Assignment, AssignmentSupport, ExtensionRequest
from tinhso.kernel.people.public import User
from tinhso.kernel.site import clock


def test_tasks_stand_at_every_step_and_say_that_they_are_invented(demo):
    rows = Assignment.objects.whole()
    assert rows.count() == 27 and len(set(rows.values_list("case__agency", flat=True))) == 3
    assert all("(mô phỏng)" in one.content and "(mô phỏng)" in one.source_words for one in rows)
    assert set(rows.values_list("case__step", flat=True)) >= {"receive", "carry_out", "approve"}
    late = rows.filter(case__state=State.IN_PROGRESS, case__due_at__lt=clock.now())
    assert late.count() == 3
    done = sorted(rows.filter(case__state=State.DONE).values_list("case__timeliness", flat=True))
    assert done.count("late") == 3 and len(done) == 6
    states = set(ExtensionRequest.objects.values_list("state", flat=True))
    assert states == {"waiting", "granted"} and AssignmentSupport.objects.exists()


def test_the_chairman_reads_them_by_agency(demo, client):
    client.force_login(User.objects.get(username="tho"))
    page = client.get(reverse("assignment_agencies")).content.decode()
    agency = Assignment.objects.whole().filter(giver__code="ubnd-tinh").first().case.agency
    assert agency.name in page and "Đang quá hạn" in page
    assert "(mô phỏng)" in client.get(reverse("assignments")).content.decode()
