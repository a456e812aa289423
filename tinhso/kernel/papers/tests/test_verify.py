import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from tinhso.kernel.files.public import StoredFile, read
from tinhso.kernel.papers.kinds import kind_of
from tinhso.kernel.papers.public import Paper, render, revoke_paper, verify_url
from tinhso.kernel.papers.queries import UploadProof
from tinhso.kernel.papers.signing.pdf_fields import NUMBER_FIELD, Filling, fill
from tinhso.kernel.papers.tests.makers import AT, WHO, receipt
from tinhso.kernel.papers.wordings import HEADLINES, headline, signature_words
from tinhso.kernel.site.models import Instance
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, Verdict

TAMPERED = "Nội dung đã bị sửa sau khi ký. Không dùng giấy này."


@pytest.fixture
def instance(db):
    return Instance.objects.create(
        pk=1, name="Bản trình diễn", owner="y", province_code="38", ident_code="H56", demo=True
    )


def upload(client, content: bytes, name: str = "giay.pdf") -> tuple[int, str]:
    response = client.post("/xac-minh/", {"tep": SimpleUploadedFile(name, content, "application/pdf")})
    return response.status_code, response.content.decode()


def later_revision(pdf: bytes, change) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def with_note(writer) -> None:
    page, _ = writer.find_page_for_modification(0)
    box = generic.ArrayObject(generic.NumberObject(n) for n in (10, 10, 200, 60))
    note = {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText")}
    note |= {pdf_name("/Rect"): box, pdf_name("/Contents"): pdf_string("Gia hạn thêm 10 năm")}
    writer.register_annotation(page, writer.add_object(generic.DictionaryObject(note)))


def encrypted(pdf: bytes) -> bytes:
    writer, out = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf))), io.BytesIO()
    handler = StandardSecurityHandler.build_from_pw("chu", "khach")
    writer.security_handler = handler
    writer._encrypt = writer.add_object(handler.as_pdf_object())
    writer.write(out)
    return out.getvalue()


@pytest.mark.long
def test_the_code_tells_who_signed_and_nothing_personal(
    client, instance, desk, django_assert_max_num_queries
):
    paper = desk.issued()
    with django_assert_max_num_queries(8):
        response = client.get(f"/xac-minh/{paper.token}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Chữ ký hợp lệ, nội dung chưa bị sửa." in page
    for word in ("01/GP-SA", "08/03/2024", "Sở A", "Hoàng Văn Chi", "Phó Giám đốc", "Giấy phép"):
        assert word in page
    for secret in (*WHO.values(), "H56.14-240308-0001"):
        assert secret not in page
    assert "tai-ve" not in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_the_receipt_of_a_citizen_shows_nothing_of_the_citizen(client, instance, desk):
    from tinhso.kernel.papers.public import issue_paper

    signed = desk.sign(desk.draft("receipt"), "binh")
    issue_paper(paper=signed, by=desk.town.actor("binh"), now=AT)
    page = client.get(f"/xac-minh/{signed.token}/").content.decode()
    assert "Chữ ký hợp lệ" in page
    for secret in (*WHO.values(), "Nguyễn Văn An", "bưu chính"):
        assert secret not in page
    assert client.get(f"/xac-minh/{signed.token}/tai-ve/").status_code == 404


def test_unknown_codes_and_papers_not_yet_issued_look_the_same(client, instance, desk):
    draft = desk.draft()
    for token in (draft.token, "A" * 26, "x"):
        response = client.get(f"/xac-minh/{token}/")
        assert response.status_code == 404
        assert "Không có giấy tờ này" in response.content.decode()


@pytest.mark.long
def test_a_revoked_paper_says_so(client, instance, desk):
    paper = desk.issued()
    revoke_paper(paper=paper, by=desk.town.actor("chi"), now=AT)
    page = client.get(f"/xac-minh/{paper.token}/").content.decode()
    assert "đã bị thu hồi" in page
    assert "Chữ ký hợp lệ" not in page


@pytest.mark.long
def test_a_stored_file_that_was_changed_is_found_out(client, instance, desk, settings):
    paper = desk.issued()
    file = next(
        f
        for f in settings.MEDIA_ROOT.rglob("*")
        if f.is_file() and paper.file.sha256 in f.as_posix().replace("/", "")
    )
    content = file.read_bytes()
    file.chmod(0o640)
    file.write_bytes(content[:9000] + b"x" + content[9001:])
    assert "không còn khớp" in client.get(f"/xac-minh/{paper.token}/").content.decode()


@pytest.mark.long
def test_a_kind_without_personal_content_may_be_downloaded(client, instance, desk, monkeypatch):
    from dataclasses import replace

    from tinhso.kernel.papers import kinds

    monkeypatch.setitem(kinds._KINDS, "permit", replace(kind_of("permit"), public_file=True))
    paper = desk.issued()
    response = client.get(f"/xac-minh/{paper.token}/tai-ve/")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == read(paper.file)


@pytest.mark.long
def test_an_uploaded_paper_of_ours_is_recognised_and_nothing_is_kept(
    client, instance, desk, django_assert_max_num_queries
):
    paper = desk.issued()
    before = StoredFile.objects.count()
    with django_assert_max_num_queries(9):
        status, page = upload(client, read(paper.file))
    assert status == 200
    assert "Mọi chữ ký đều hợp lệ" in page
    assert page.count("Chữ ký hợp lệ, nội dung chưa bị sửa") == 2
    assert "trùng khớp từng byte" in page
    assert StoredFile.objects.count() == before


@pytest.mark.long
def test_the_version_before_the_seal_is_told_apart(client, instance, desk):
    paper = desk.issued()
    _, page = upload(client, read(paper.signatures.get(role="person").file))
    assert "bản chưa đóng dấu" in page


@pytest.mark.long
def test_what_was_added_after_signing_is_found_out(client, instance, desk):
    pdf = read(desk.issued().file)
    line = render("line", {"width": 176, "height": 19, "text": "Số: 99/GP", "style": "normal"}, at=AT)
    for change in (with_note, lambda writer: fill(writer, [Filling(NUMBER_FIELD, "Số: 99/GP", line)])):
        status, page = upload(client, later_revision(pdf, change))
        assert status == 200
        assert TAMPERED in page
        assert page.count("Nội dung đã bị sửa sau khi ký") == 3  # over the file, and at both signatures
        assert "hợp lệ" not in page


def test_a_number_written_between_the_two_signatures_without_the_seal_is_found_out(client, instance, desk):
    line = render("line", {"width": 176, "height": 19, "text": "Số: 99/GP", "style": "normal"}, at=AT)
    signed = read(desk.sign(desk.draft()).file)
    _, page = upload(
        client, later_revision(signed, lambda w: fill(w, [Filling(NUMBER_FIELD, "Số: 99/GP", line)]))
    )
    assert "Nội dung đã bị sửa sau khi ký" in page


@pytest.mark.long
def test_a_flipped_byte_is_found_out(client, instance, desk):
    pdf = read(desk.issued().file)
    middle = pdf.index(b"/Producer") + 14
    _, page = upload(client, pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :])
    assert TAMPERED in page
    assert "hợp lệ" not in page


@pytest.mark.long
def test_a_change_that_only_the_later_signature_covers_condemns_the_whole_file(client, instance, desk):
    paper = desk.issued()
    first = len(read(paper.signatures.get(role="person").file))
    pdf = read(paper.file)
    place = pdf.index(b"/Contents <", first) - 40  # in the revision of the seal, outside its signature
    _, page = upload(client, pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :])
    assert TAMPERED in page or "bị hỏng hoặc đã bị sửa" in page
    assert "hợp lệ" not in page


@pytest.mark.parametrize("other", list(Verdict))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_headline_says_the_gravest_finding_alone(verdict, other):
    checks = [SignatureCheck("f", "A", "", "B", "1", one) for one in (verdict, other)]
    proof = UploadProof(checks, None, older=False)
    tone, words = headline(proof)
    gravest = min((verdict, other), key=list(HEADLINES).index)
    assert (tone, words) == HEADLINES[gravest]
    if Verdict.CHANGED in (verdict, other):
        assert str(words) == TAMPERED
        assert {signature_words(check, proof)[0] for check in checks} <= {"late", "soon"}
        assert not any("chưa bị sửa" in str(signature_words(check, proof)[1]) for check in checks)


@pytest.mark.long
def test_no_praise_stands_over_a_paper_that_was_revoked_or_not_yet_sealed(client, instance, desk):
    paper = desk.issued()
    person = read(paper.signatures.get(role="person").file)
    assert "Mọi chữ ký đều hợp lệ" not in upload(client, person)[1]
    revoke_paper(paper=paper, by=desk.town.actor("chi"), now=AT)
    _, page = upload(client, read(paper.file))
    assert "đã bị thu hồi, không còn giá trị" in page
    assert "Mọi chữ ký đều hợp lệ" not in page


@pytest.mark.long
def test_a_signature_that_nobody_here_vouches_for_is_told_apart(client, instance, desk, settings):
    pdf = read(desk.issued().file)
    settings.TRUST_ROOTS = []
    _, page = upload(client, pdf)
    assert page.count("Chưa xác định được tổ chức cấp chứng thư số") == 2


def test_a_pdf_without_signatures_is_told_so(client, instance, settings):
    settings.DEMO = True
    status, page = upload(client, render("receipt", receipt(), at=AT))
    assert status == 200
    assert "không có chữ ký số nào" in page


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda pdf: b"MZ\x90\x00 chuong trinh", "không phải PDF"),
        (lambda pdf: pdf[: len(pdf) // 2], "bị hỏng hoặc đã bị sửa"),
        (lambda pdf: b"%PDF-1.7\n" + b"\x00" * 5000, "bị hỏng hoặc đã bị sửa"),
        (encrypted, "có mật khẩu"),
        (lambda pdf: b"", "Tệp rỗng"),
        (lambda pdf: b"%PDF-" + b" " * (10 * 1024 * 1024), "lớn hơn 10 MB"),
    ],
)
def test_files_that_cannot_be_checked_get_a_clear_sentence(client, instance, settings, make, words):
    settings.DEMO = True
    status, page = upload(client, make(render("receipt", receipt(), at=AT)))
    assert status == 400
    assert words in page


@pytest.mark.long
def test_random_damage_is_never_called_valid_and_never_an_error(client, instance, desk):
    import random

    pdf, dice = read(desk.issued().file), random.Random(7)
    covered = pdf.index(b"/Contents <")  # before the room of the first signature everything is covered
    for _ in range(15):
        broken = bytearray(pdf)
        place = dice.randrange(20, covered)
        broken[place] ^= 1 + dice.randrange(255)
        status, page = upload(client, bytes(broken))
        assert status in {200, 400}
        assert "Mọi chữ ký đều hợp lệ" not in page


def test_a_typed_code_leads_to_its_page_and_a_wrong_one_says_what_is_wrong(client, instance):
    token = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    response = client.get("/xac-minh/", {"ma": "abcd efgh ijkl mnop qrst uvwx yz"})
    assert response["Location"] == f"/xac-minh/{token}/"
    wrong = client.get("/xac-minh/", {"ma": "1"})
    assert wrong.status_code == 400
    assert "26 chữ và số" in wrong.content.decode()
    assert client.get("/xac-minh/").status_code == 200


@pytest.mark.long
def test_too_many_looks_from_one_address_are_stopped(client, instance):
    codes = [client.get("/xac-minh/AAAAAAAAAAAAAAAAAAAAAAAAAA/").status_code for _ in range(62)]
    assert (codes[0], codes[59], codes[61]) == (404, 404, 429)
    elsewhere = client.get("/xac-minh/AAAAAAAAAAAAAAAAAAAAAAAAAA/", REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 404


def test_the_qr_code_holds_the_absolute_address(desk, settings):
    settings.SITE_URL = "https://tinhso.example"
    paper = desk.draft()
    assert verify_url(paper) == f"https://tinhso.example/xac-minh/{paper.token}/"
    assert len(paper.token) == 26
    assert Paper.objects.get(pk=paper.pk).token == paper.token
