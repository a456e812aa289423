"""Kho quản lý dữ liệu điện tử: what stands in it, who may use it again, and what is refused."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.dossier.actions.attach_file import UnknownPaper
from tinhso.onestop.intake.actions.discard_dossier import discard_dossier
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import StoreEntry
from tinhso.onestop.store.actions.accept_paper import NotChecked, ReadOnPaper, accept_paper
from tinhso.onestop.store.actions.reuse_paper import NotInStore, WorthNothing, reuse_paper
from tinhso.onestop.store.paper_match import same_paper
from tinhso.onestop.tests.makers import ANSWERS, NOW, let_sign

SAME = [
    ("Giấy xác nhận tình trạng hôn nhân", "Giấy xác nhận tình trạng hôn nhân", True),
    (
        "Giấy chứng nhận đăng ký doanh nghiệp",
        "Bản sao Giấy chứng nhận đăng ký doanh nghiệp (hoặc tương đương)",
        True,
    ),
    ("Trích lục khai tử", "Trích lục khai tử của người để lại di sản", True),
    ("Giấy khai sinh (bản chính)", "Giấy khai sinh, căn cước của người khuyết tật", True),
    ("Giấy phép bưu chính", "Giấy đề nghị cấp giấy phép bưu chính", False),
    ("Giấy chứng nhận kết hôn", "Giấy chứng nhận đăng ký doanh nghiệp", False),
    ("Giấy chứng nhận", "Giấy chứng nhận đăng ký doanh nghiệp", False),
]


@pytest.mark.parametrize(("stored", "asked", "same"), SAME)
def test_a_stored_paper_is_of_the_kind_that_is_asked_for_by_its_name(stored, asked, same):
    assert same_paper(stored, asked) is same
    assert same_paper(asked, stored) is same


def accepted(shop, **read):
    """A paper of An's received dossier, found valid by Bình."""
    attachment = shop.dossier("receive").attachments.get()
    StoredFile.objects.filter(pk=attachment.file_id).update(state=StoredFile.State.CLEAN)
    attachment.refresh_from_db()
    paper = ReadOnPaper(title="Phương án", number="12/PA", issuer="Công ty A", **read)
    return accept_paper(attachment=attachment, paper_read=paper, by=shop.actor("binh"), now=NOW)


def use(shop, entry, dossier=None, who="an", paper="phuong_an"):
    dossier = dossier or shop.start(who=who)
    return reuse_paper(dossier=dossier, paper=paper, entry_id=entry.pk, by=shop.actor(who), now=NOW)


@pytest.mark.long
def test_the_issued_result_stands_in_the_store_of_its_owner(shop):
    let_sign(shop.town)
    dossier = shop.dossier("hand_over")
    entry = StoreEntry.objects.get()
    assert (entry.origin, entry.title, entry.person) == ("result", "Giấy phép thử", shop.town.an.person)
    assert entry.paper is not None
    assert (entry.file, entry.number, entry.dossier_id) == (
        entry.paper.file,
        entry.paper.full_number,
        dossier.pk,
    )
    client = shop.town.sign_in(Client(), "an")
    page = client.get(reverse("my_store")).content.decode()
    assert entry.number in page
    assert reverse("verify_paper", args=[entry.paper.token]) in page
    assert b"".join(client.get(reverse("download_stored", args=[entry.pk]))).startswith(b"%PDF")
    Paper.objects.update(state=Paper.State.REVOKED)
    assert "Đã thu hồi" in client.get(reverse("my_store")).content.decode()


def test_a_paper_found_valid_fulfils_a_later_dossier_without_a_second_copy(shop):
    entry = accepted(shop)
    dossier = shop.start()
    attachment = use(shop, entry, dossier)
    assert use(shop, entry, dossier) == attachment
    assert attachment.file_id == entry.file_id
    assert [s.missing for s in paper_states(dossier)][0] is False
    assert list(EventRow.objects.filter(name__in=["onestop.PaperKept", "onestop.PaperReused"]).order_by("id").values_list("name", flat=True)) == [
        "onestop.PaperKept",
        "onestop.PaperReused",
    ]  # fmt: skip
    dossier.answers = dict(ANSWERS)
    dossier.save(update_fields=["answers"])
    submit_dossier(dossier=dossier, by=shop.actor("an"), now=NOW)
    page = shop.town.sign_in(Client(), "binh").get(reverse("desk_dossier", args=[dossier.case.code]))
    words = page.content.decode()
    assert all(word in words for word in ("từ kho", "đã chấp nhận ngày 08/03/2024", "Còn hiệu lực", "12/PA"))


def test_what_expired_or_was_revoked_or_is_of_another_kind_is_refused(shop):
    entry = accepted(shop, valid_until=NOW.date() - timedelta(days=1))
    with pytest.raises(WorthNothing):
        use(shop, entry)
    dossier = shop.start()
    client = shop.town.sign_in(Client(), "an")
    url = reverse("attach", args=[dossier.case.code])
    assert "Hết hiệu lực" in client.get(url).content.decode()
    answer = client.post(url, {"paper": "phuong_an", "entry": entry.pk})
    assert answer.status_code == 422
    assert "đã hết hiệu lực nên không dùng được" in answer.content.decode()
    with pytest.raises(UnknownPaper):
        use(shop, entry, paper="khac")
    StoreEntry.objects.update(valid_until=date(2030, 1, 1))
    assert use(shop, entry).entry == entry


def test_the_paper_of_somebody_else_is_never_offered(shop):
    entry = accepted(shop)
    dossier = shop.start(who="dung")
    with pytest.raises(NotInStore):
        use(shop, entry, dossier, who="dung")
    client = shop.town.sign_in(Client(), "dung")
    assert "12/PA" not in client.get(reverse("attach", args=[dossier.case.code])).content.decode()
    assert client.get(reverse("download_stored", args=[entry.pk])).status_code == 404
    assert "12/PA" not in client.get(reverse("my_store")).content.decode()


def test_only_the_desk_or_the_agency_that_settles_finds_a_paper_valid(shop, django_assert_max_num_queries):
    dossier = shop.dossier("receive")
    attachment = dossier.attachments.get()
    paper = ReadOnPaper(title="Phương án")
    for who in ("an", "bao", "van"):
        with pytest.raises(NotYourTurn):
            accept_paper(attachment=attachment, paper_read=paper, by=shop.actor(who), now=NOW)
    with pytest.raises(NotChecked):
        accept_paper(attachment=attachment, paper_read=paper, by=shop.actor("binh"), now=NOW)
    StoredFile.objects.update(state=StoredFile.State.CLEAN)
    url = reverse("accept_stored", args=[dossier.case.code, attachment.pk])
    assert shop.town.sign_in(Client(), "bao").get(url).status_code == 404
    desk = shop.town.sign_in(Client(), "binh")
    with django_assert_max_num_queries(14):
        assert desk.get(url).status_code == 200
    wrong = desk.post(url, {"title": "Phương án", "dated": "08/03/2024", "valid_until": "01/01/2024"})
    assert "phải sau ngày cấp" in wrong.content.decode()
    assert desk.post(url, {"title": "Phương án", "dated": "08/03/2024"}).status_code == 302
    assert StoreEntry.objects.get().dated == date(2024, 3, 8)


def test_throwing_a_draft_away_leaves_the_stored_paper_that_it_used(shop):
    entry = accepted(shop)
    dossier = shop.start()
    use(shop, entry, dossier)
    discard_dossier(dossier=dossier, ver=dossier.case.ver, by=shop.actor("an"), now=NOW)
    assert StoredFile.objects.filter(pk=entry.file_id).exists()
    assert not dossier.attachments.exists()


def test_the_page_of_the_store_is_bounded_and_narrowed(shop, django_assert_max_num_queries):
    accepted(shop)
    client = shop.town.sign_in(Client(), "an")
    with django_assert_max_num_queries(10):
        assert (
            "12/PA"
            in client.get(reverse("my_store"), {"tu": "phuong an", "nguon": "accepted"}).content.decode()
        )
    assert (
        "Không có giấy tờ nào như vậy" in client.get(reverse("my_store"), {"nguon": "scan"}).content.decode()
    )
