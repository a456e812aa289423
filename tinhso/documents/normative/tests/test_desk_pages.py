"""The desk's pages: a drafter sends a draft to be appraised, the appraiser reports, the clerk writes down force and relations."""

import pytest
from django.urls import reverse

from tinhso.documents.models import IssuedRule, RuleStep
from tinhso.documents.normative.tests import makers as make
from tinhso.documents.rulemaking.tests.makers import rule_draft


def test_a_step_goes_its_way_on_the_pages(office, client, django_assert_max_num_queries):
    document = rule_draft(office)
    url = reverse("begin_rule_step", args=[document.case.code])
    office.sign_in(client, "emi")
    assert client.get(url).status_code == 200
    given = {"ver": document.case.ver, "kind": "appraisal"}
    refused = client.post(url, given)
    assert refused.status_code == 422 and "Chọn cơ quan thẩm định" in refused.content.decode()
    assert client.post(url, given | {"agency": office.agency_b.pk}).status_code == 422
    assert client.post(url, given | {"agency": office.agency_a.pk}).status_code == 302
    assert client.post(url, given | {"agency": office.agency_a.pk}).status_code == 422
    code = RuleStep.objects.get().case.code
    step, report = reverse("rule_step", args=[code]), reverse("report_rule_step", args=[code])
    office.sign_in(client, "hai")
    assert client.get(step).status_code == client.get(report).status_code == 404
    office.sign_in(client, "kim")
    with django_assert_max_num_queries(20):
        assert "Điểm a" not in client.get(step).content.decode()
    assert client.get(report).status_code == 200
    sent = {
        "ver": RuleStep.objects.get().case.ver,
        "verdict": "agreed",
        "reference": "",
        "dated": "31/02/2024",
    }
    assert client.post(report, sent).status_code == 422
    assert client.post(report, sent | {"reference": "1/BC", "dated": "08/03/2024"}).status_code == 302
    assert client.get(report).status_code == 403
    with django_assert_max_num_queries(25):
        assert "1/BC" in client.get(reverse("rule_steps")).content.decode()


@pytest.mark.long
def test_the_clerk_keeps_what_an_issued_rule_does(office, client, django_assert_max_num_queries):
    earlier, rule = make.issued(office), make.issued(office, subject="Quy định khác")
    code = rule.document.case.code
    effect = reverse("rule_deed", args=[code, "hieu-luc"])
    relation = reverse("rule_deed", args=[code, "tac-dong"])
    office.sign_in(client, "emi")
    assert client.get(effect).status_code == 403
    assert client.get(reverse("rule_deed", args=[code, "khac"])).status_code == 404
    office.sign_in(client, "hai")
    assert client.get(reverse("rule_desk", args=[code])).status_code == 404
    office.sign_in(client, "van")
    assert client.get(effect).status_code == client.get(relation).status_code == 200
    assert client.post(effect, {"effective_on": "01/03/2024"}).status_code == 422
    assert client.post(effect, {"effective_on": "20/03/2024"}).status_code == 302
    assert IssuedRule.objects.get(pk=rule.pk).effective_on
    assert client.post(relation, {"kind": "amends", "title": ""}).status_code == 422
    assert client.post(relation, {"kind": "amends", "earlier": earlier.pk, "title": ""}).status_code == 302
    with django_assert_max_num_queries(22):
        page = client.get(reverse("rule_desk", args=[code])).content.decode()
    assert "Sửa đổi, bổ sung" in page and "01/2024/QĐ-SA" in page
    assert client.get(reverse("rule_steps")).status_code == 200
