"""Papers of documents that were recalled before a recall revoked them."""

from datetime import timedelta

from tinhso.casework.tests.makers import NOW
from tinhso.documents.axis.actions.revoke_recalled import revoke_recalled
from tinhso.documents.axis.tests import axis_makers as make
from tinhso.documents.outgoing.tests import makers as outgoing
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.papers.public import Paper


def test_papers_recalled_before_are_revoked_from_the_moment_of_the_recall(office):
    document, plain = make.issued(office), make.issued(office)
    at = NOW + timedelta(hours=1)
    make.recall(office, document, now=at)
    for order, one in enumerate((document, plain), 1):
        issued = {"number": order, "year": 2024, "dated": NOW.date(), "issued_at": NOW}
        Paper.objects.filter(pk=one.paper_id).update(state=Paper.State.ISSUED, **issued)
    assert revoke_recalled(most=500) == 1 and revoke_recalled(most=500) == 0
    paper = outgoing.fresh(document).paper
    assert (paper.state, paper.revoked_at) == (Paper.State.REVOKED, at)
    assert outgoing.fresh(plain).paper.state == Paper.State.ISSUED
    assert EventRow.objects.get(name="papers.PaperRevoked").payload["paper_id"] == paper.pk
