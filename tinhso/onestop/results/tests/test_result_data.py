"""An issued result as data for registers of other systems: what they ask for, and nothing before, after or beside it."""

import pytest

from tinhso.kernel.papers.public import Paper, revoke_paper
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.site.declare import ProcedureResults, all_of
from tinhso.onestop.models import Decision
from tinhso.onestop.results.result_data import result_data
from tinhso.onestop.tests.makers import CODE

PATHS = {CODE: ["muc_dich", "khong_co"], "1.000000": ["ngay_can"]}


@pytest.mark.long
def test_a_result_is_read_while_it_stands_and_only_what_is_asked(shop, django_assert_max_num_queries):
    dossier = shop.dossier("issue")
    assert result_data(dossier.case_id, PATHS) is None, "it is signed, not issued"
    issued = shop.way()["issue"](dossier)
    found = result_data(dossier.case_id, PATHS)
    assert (found.code, found.procedure, found.number) == (dossier.case.code, CODE, issued.full_number)
    assert (found.dated, found.valid_until) == (issued.dated, None)
    assert found.values == {"muc_dich": "Mở bưu cục", "khong_co": ""}
    with django_assert_max_num_queries(1):
        assert result_data(dossier.case_id, {"1.000000": ["muc_dich"]}) is None, "another procedure"
    assert result_data(0, PATHS) is None
    assert [slot.kind for slot in all_of(ProcedureResults)] == [dossier.case.kind]
    paper = Paper.objects.get(pk=Decision.objects.get(dossier=dossier).paper_id)
    revoke_paper(paper=paper, by=SYSTEM, now=shop.now)
    assert result_data(dossier.case_id, PATHS) is None
