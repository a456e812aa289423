import html
import re

import pytest
from django.urls import reverse

from tinhso.casework.models import Case, Participant
from tinhso.casework.tests.derived import differing
from tinhso.casework.worklist.queries import worklist
from tinhso.demo.cast import members
from tinhso.demo.load import load
from tinhso.demo.onestop.signed import TO_ISSUE
from tinhso.kernel.events.public import EventRow, seal, verify
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import Post, User, actor_of, compare_accounts
from tinhso.kernel.site import clock
from tinhso.onestop.desk.page import page_context
from tinhso.onestop.models import CollectionAccount, Dossier, FeeCharge, Payment, ReconciliationLine, Refund

BROKEN = re.compile(r"\bNone\b|\{\{|\{%|datetime\.|\bnan\b")
FINAL_STATES = {"done", "refused", "withdrawn"}
GROUPS = {
    "binh": {"receive", "forward", "hand_over"},
    "chi": {"assign", "sign"},
    "emi": {"examine"},
    "hoa": {"receive", "forward", "hand_over"},
    "long": {"assign", "sign"},
    "khanh": {"examine"},
    "van": {"issue"},
    "my": {"issue"},
    "ven": {"issue"},
    "nga": {"receive", "forward", "hand_over"},
    "thanh": {"examine"},
    "loc": {"sign"},
}


def test_every_group_of_each_of_the_cast_has_work(demo):
    now = clock.now()
    for username, acts in GROUPS.items():
        actor = actor_of(User.objects.get(username=username), on=now.date())
        found = worklist(actor, now=now)
        assert acts <= {key for key, n in found.totals.items() if n >= 4}, (username, found.totals)
        assert found.late or acts == {"issue"}, username


@pytest.mark.long
def test_a_page_of_every_state_reads_well_to_citizen_and_officer(demo, client):
    """One dossier of each state and step, as whoever takes part in it sees it."""
    kinds = Dossier.objects.values_list("case__state", "case__step").distinct()
    assert {"submitted", "in_progress", "waiting_citizen", "done"} <= {state for state, _ in kinds}
    for state, step in kinds:
        dossier = Dossier.objects.filter(case__state=state, case__step=step).select_related("case").first()
        for url, user in pages_of(dossier):
            client.force_login(user)
            answer = client.get(url)
            assert answer.status_code == 200, (state, step, url)
            text = re.sub(r"<[^>]*>", " ", answer.content.decode())
            assert not BROKEN.search(text), (state, step, BROKEN.search(text))
            if state in FINAL_STATES:
                assert "chưa tính thời gian" not in text, (state, step)


def pages_of(dossier):
    """The citizen's page with an account made for them, and the officer's with one who takes part."""
    case = dossier.case
    citizen = User.objects.filter(person=case.person).first() or User.objects.create(
        username=f"p{case.person_id}", full_name=case.person.full_name, person=case.person, identity_level=2
    )
    yield reverse("dossier", args=[case.code]), citizen
    seats = Participant.objects.filter(case=case, agency__isnull=False).values_list("agency", "role")
    for agency, role in seats:
        post = Post.objects.on(clock.now().date()).with_role(role).filter(agency=agency).first()
        if post:
            yield reverse("desk_dossier", args=[case.code]), post.user
            return


def test_the_log_of_a_loaded_demo_is_true_and_a_second_loading_changes_nothing(demo):
    dossiers, events = Dossier.objects.count(), EventRow.objects.count()
    assert load(today=False, dossiers=100) is None
    assert (Dossier.objects.count(), EventRow.objects.count()) == (dossiers, events)
    seal()
    assert verify().ok


def test_every_row_that_was_copied_follows_from_its_events(demo):
    """Dossiers, reports and feedback of the whole demo, and whose its accounts are; nothing was done tomorrow."""
    assert not differing()
    assert not EventRow.objects.filter(at__gt=clock.now()).values_list("name", "at")
    accounts = compare_accounts()
    assert (accounts.lines, accounts.uncheckable) == ([], 0) and accounts.accounts


def test_bulk_dossiers_have_answers_papers_and_results(demo):
    """What a stranger who opens one of them as an officer sees."""
    assert not Dossier.objects.exclude(case__kind="dossier").exists()
    assert not Dossier.objects.filter(answers={}).exists()
    assert not Dossier.objects.filter(attachments=None, handed_in=None).exists()
    settled = Dossier.objects.filter(case__outcome="granted")
    files = Paper.objects.issued().filter(case_id__in=settled.values("pk"))
    on_paper = settled.filter(decision__articles__icontains="Kết quả bản giấy số")
    assert settled.count() == files.count() + on_paper.count() and files and on_paper
    for scope in files.values("agency", "kind", "year").distinct():  # NĐ 30/2020: each kind has its own
        numbers = sorted(files.filter(**scope).values_list("number", flat=True))
        assert len(set(numbers)) == len(numbers)
    signed = Paper.objects.filter(state="signed", case_id__in=Dossier.objects.values("pk"))
    assert signed.count() == 3 * TO_ISSUE  # for the three clerks of the cast


def test_money_came_in_and_some_goes_back(demo):
    paid = Payment.objects.filter(state="counted")
    assert paid.exists() and not paid.filter(receipt="").exists()
    assert not FeeCharge.objects.filter(state="paid", payments=None).exists()
    assert Payment.objects.filter(finding="unknown", state="waiting").exists()
    assert Refund.objects.exists()
    charges = FeeCharge.objects.filter(dossier__case__person__user__username="an", state="open")
    assert all(CollectionAccount.of(charge.agency_id, clock.now().date()) for charge in charges) and charges
    assert ReconciliationLine.objects.filter(finding="matched").exists()
    assert not ReconciliationLine.objects.exclude(finding="matched").exists()


@pytest.mark.long
def test_the_next_deed_on_the_rows_of_each_worklist_works(demo, client):
    """Three rows of each group, as the page of the dossier offers it: one click more and it lies with the next."""
    now = clock.now()
    for username in GROUPS:
        user = User.objects.get(username=username)
        client.post("/dang-nhap/vai/", {"username": username})
        actor = actor_of(user, on=now.date())
        for group in worklist(actor, now=now).groups:
            for line in [one for one in group.lines if one.case.kind == "dossier"][:3]:
                dossier = Dossier.objects.whole().get(pk=line.case.pk)
                deed, _label, form, *_ = page_context(dossier, actor, now)["deeds"][0]
                if owes(dossier, deed):  # the fee comes first
                    continue
                answer = client.post(reverse(f"deed_{deed}", args=[line.case.code]), filled(form))
                attempt = (username, deed, line.case.code, answer.status_code)
                assert answer.status_code == 302, attempt
                assert Case.objects.get(pk=line.case.pk).ver > dossier.case.ver, attempt


def owes(dossier, deed):
    dues = {"accept": ["accept"], "hand_over": ["accept", "hand_over"]}.get(deed, [])
    return FeeCharge.objects.filter(dossier=dossier, state="open", due__in=dues).exists()


def filled(form):
    """What stands in the form, and something in every field that must not be empty."""
    data = {}
    for bound in form:
        value = "15" if bound.name == "days" else bound.value()
        if not value and bound.field.required:
            choices = [str(key) for key, _label in getattr(bound.field, "choices", []) if key]
            value = choices[0] if choices else "Đủ điều kiện (mô phỏng)"
        if value:
            # what the dossier does not answer stands as "…" in a result, and is refused until somebody fills it in
            data[bound.name] = value.replace("…", "12") if isinstance(value, str) else value
    return data


@pytest.mark.long
def test_every_page_of_every_menu_opens_for_each_of_the_cast(demo, client):
    for member in members():
        home = client.post("/dang-nhap/vai/", {"username": member.username}, follow=True).content.decode()
        bars = "".join(re.findall(r"<(?:nav|header)\b.*?</(?:nav|header)>", home, re.DOTALL))
        links = set(re.findall(r'href="(/[^"#]*)"', bars)) - {"/dang-xuat/"}
        assert len(links) > 4, member.username
        for link in sorted(links):
            answer = client.get(html.unescape(link), follow=True)
            text = re.sub(r"<[^>]*>", " ", answer.content.decode())
            assert answer.status_code == 200, (member.username, link)
            assert not BROKEN.search(text), (member.username, link, BROKEN.search(text))
