"""Who changes the file of an issued paper together with its digest in the database is found by the log."""

import hashlib

import pytest
from django.test import RequestFactory

from tinhso.kernel.events.bodies.canonical import fields_text
from tinhso.kernel.events.public import Actor, comparisons
from tinhso.kernel.files.public import read, serve, store_made
from tinhso.kernel.files.rules import Kind
from tinhso.kernel.papers.issued_files import PAPERS, compare_issued
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.queries import verify_token
from tinhso.kernel.papers.tests.makers import AT


def lines():
    return compare_issued(lambda n: None).lines


def forge(paper):
    """Other bytes in the store under their own digest, and the row of the file says that digest."""
    content = read(paper.file) + b"\n% changed"
    other = store_made(content, name="khac.pdf", kind=Kind.PDF, by=Actor(), now=AT)
    type(other).objects.filter(pk=paper.file_id).update(sha256=other.sha256, size=other.size)
    assert hashlib.sha256(read(type(other).objects.get(pk=paper.file_id))).hexdigest() == other.sha256
    return Paper.objects.select_related("file").get(pk=paper.pk)


def served(paper):
    answer = serve(RequestFactory().get("/"), paper.file, by=Actor(), cases=None)
    if answer.streaming:
        answer.file_to_stream.close()  # closing the answer would end the connection of the test
    return answer.status_code


@pytest.mark.long
def test_a_file_changed_together_with_its_digest_is_found_and_served_to_nobody(desk):
    paper = desk.issued()
    assert (lines(), served(paper)) == ([], 200)
    assert verify_token(paper.token).intact
    forged = forge(paper)
    assert [f"số {paper.pk}:" in line and "mã băm" in line for line in lines()] == [True]
    assert served(forged) == 409 and not verify_token(paper.token).intact
    assert PAPERS in comparisons(slow=False)


@pytest.mark.long
def test_another_file_under_an_issued_paper_is_found(desk):
    paper, other = desk.issued(), desk.sign(desk.draft())
    Paper.objects.filter(pk=paper.pk).update(file=other.file)
    assert f"số {paper.pk}:" in lines()[0]


@pytest.mark.long
def test_an_issue_that_the_log_does_not_know_and_one_that_the_rows_do_not(desk):
    paper = desk.issued()
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.SEALED)
    assert "không còn" in lines()[0]
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.ISSUED)
    sealed = desk.seal(desk.sign(desk.draft()))
    Paper.objects.filter(pk=sealed.pk).update(state=Paper.State.ISSUED, issued_at=AT)
    assert f"số {sealed.pk}: ghi là đã phát hành" in lines()[0]


@pytest.mark.long
@pytest.mark.parametrize("changed", [False, True])
def test_a_paper_issued_before_the_log_told_its_digest_is_counted(desk, monkeypatch, changed):
    monkeypatch.setattr(
        "tinhso.kernel.events.record.fields_text",
        lambda event: (
            fields_text(event).replace("sha256", "x") if hasattr(event, "sha256") else fields_text(event)
        ),
    )
    paper = desk.issued()
    paper = forge(paper) if changed else paper
    found = compare_issued(lambda n: None)
    assert (found.lines, found.checked, found.uncheckable) == ([], 1, 1)
    assert served(paper) == 200
