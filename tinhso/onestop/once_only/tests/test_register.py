"""The register as the province's pack brings it: every line names a paper, a service and the questions that exist."""

from datetime import date

import pytest
from django.conf import settings

from tinhso.lib.exchange.operations import operation
from tinhso.onestop.catalogue.paper_sources import load_paper_sources, pairs, sources_on
from tinhso.onestop.catalogue.papers import Paper, PaperState, papers_of
from tinhso.onestop.models import PaperSource, ProcedureVersion, SourceRecord
from tinhso.onestop.tests.makers import NOW


@pytest.mark.long
def test_every_line_names_a_paper_that_the_catalogue_asks_for_and_questions_of_its_form(catalogue):
    lines = list(PaperSource.objects.select_related("procedure"))
    assert len(lines) > 10 and {one.paper == "" for one in lines} == {True, False}
    for one in lines:
        version = ProcedureVersion.objects.of(one.procedure, one.valid_from)
        papers = {paper.id: paper for paper in papers_of(version)}
        assert not one.paper or not papers[one.paper].made, one
        assert set(one.must_match.values()) <= set(version.definition.fields), one
        assert set(one.conditions) | set(one.must_match) <= {name for name, _label in one.fields}, one
        assert operation("GET", one.path) and one.path.count("{") == 1 and one.service.count("/") == 2
        assert one.legal_basis.endswith("chưa kiểm chứng"), one


@pytest.mark.long
def test_it_is_loaded_once(catalogue):
    before = PaperSource.objects.count()
    assert load_paper_sources(settings.PROVINCE_PACK, now=NOW) == 0
    assert PaperSource.objects.count() == before


def test_of_two_lines_the_day_decides(catalogue):
    permit = ProcedureVersion.objects.filter(procedure__code="1.003659").first().procedure_id
    services = [sources_on(permit, day)["gcn_dkdn"].service for day in (date(2024, 3, 8), date(2025, 3, 1))]
    assert [one.partition("/")[0] for one in services] == ["so-khdt", "so-tc"]


def test_a_paper_told_by_a_source_is_missing_in_no_procedure(catalogue):
    for one in PaperSource.objects.papers():
        record = SourceRecord(
            one.paper, "found", one.title, one.legal_basis, "2024-03-08T09:00:00+07:00", False
        )
        paper = Paper(one.paper, "x")
        assert not PaperState(paper, record=record, by_data=record.stands_in({})).missing


@pytest.mark.parametrize("text", ["ten", "ten:", ":nhãn"])
def test_a_pair_without_both_halves_is_refused(text):
    with pytest.raises(ValueError, match=text):
        pairs(text)
