"""What leaves the house about a confidential case says only that there is news."""

import pytest

from tinhso.casework.public import Case
from tinhso.citizen.tests.makers import send, set_up
from tinhso.kernel.notices.discretion import SMS, SUBJECT, discreet
from tinhso.kernel.notices.public import Notice, wording

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("what", ["moved", "accepted", "refused", "resolved"])
def test_an_sms_about_a_complaint_names_neither_law_nor_code(town, what):
    report = send(town, set_up(town))
    notice = Notice(
        template=f"citizen.complaint_{what}", params={"code": report.case.code}, case_id=report.case_id
    )
    words = wording(notice.template, notice.params)
    assert discreet(notice, words) == words  # an open report may be named
    Case.objects.filter(pk=report.case_id).update(kind="complaint", confidential=True)
    message = discreet(notice, words)
    assert (message.sms, message.subject, message.text) == (SMS, SUBJECT, words.text)
    assert report.case.code not in message.sms + message.subject
