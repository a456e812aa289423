"""Signatures that other programs or hands made unlike the rest: by other algorithms, with less covered, in damaged forms, by the hundred."""

import asyncio
import hashlib
import re

import pytest
from asn1crypto import algos, cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tinhso.lib.signed_pdf.check_pdf import Doubt, Verdict, check_pdf
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable, Unreadable
from tinhso.lib.signed_pdf.tests.makers import NOW, appended, drawn, form, pair, signed, signer

SIGNER = "Người ký"
VALID, FALSE = (Verdict.VALID, None), (Verdict.FALSE, None)
ALGORITHM, SHAPE, KIND = ((Verdict.UNJUDGED, doubt) for doubt in (Doubt.ALGORITHM, Doubt.SHAPE, Doubt.KIND))


def verdicts(pdf: bytes) -> list[tuple[Verdict, Doubt | None]]:
    return [(one.verdict, one.doubt) for one in check_pdf(pdf, roots=[pair(SIGNER)[0]], now=NOW)]


@pytest.fixture(scope="module")
def plain():
    return signed(drawn())


def place_of_contents(pdf: bytes) -> slice:
    start = pdf.index(b"/Contents <") + 11
    return slice(start, pdf.index(b">", start))


def with_contents(pdf: bytes, content: bytes) -> bytes:
    place = place_of_contents(pdf)
    words = content.hex().encode().ljust(place.stop - place.start, b"0")
    return pdf[: place.start] + words + pdf[place.stop :]


def contents(pdf: bytes) -> cms.ContentInfo:
    return cms.ContentInfo.load(bytes.fromhex(pdf[place_of_contents(pdf)].decode()))


def signed_by(pdf: bytes, algorithm: str, *, fits: bool) -> bytes:
    """Signed anew by RSA and SHA-256, under the name of that algorithm; or with one bit that does not fit."""
    content = contents(pdf)
    one = content["content"]["signer_infos"][0]
    attributes = [attr for attr in one["signed_attrs"] if attr["type"].native != "cms_algorithm_protection"]
    one["signed_attrs"] = cms.CMSAttributes(attributes)
    one["signature_algorithm"] = algos.SignedDigestAlgorithm({"algorithm": algorithm})
    key = load_der_private_key(pair(SIGNER)[1].dump(), None)
    value = key.sign(one["signed_attrs"].untag().dump(force=True), padding.PKCS1v15(), hashes.SHA256())
    one["signature"] = value if fits else value[:-1] + bytes([value[-1] ^ 1])
    return with_contents(pdf, content.dump(force=True))


@pytest.mark.parametrize(
    ("algorithm", "right", "wrong"),
    [
        ("sha256_rsa", VALID, FALSE),
        ("rsassa_pkcs1v15", VALID, FALSE),
        ("sha512_rsa", ALGORITHM, ALGORITHM),
        ("1.2.3.4", ALGORITHM, ALGORITHM),
        ("sha256_ecdsa", SHAPE, SHAPE),
    ],
)
def test_false_is_said_only_of_what_was_computed_as_it_is_named(plain, algorithm, right, wrong):
    assert verdicts(signed_by(plain, algorithm, fits=True)) == [right]
    assert verdicts(signed_by(plain, algorithm, fits=False)) == [wrong]


def test_attributes_in_another_order_are_in_doubt_and_not_false(plain):
    content = contents(plain)
    parts = [one.dump() for one in content["content"]["signer_infos"][0]["signed_attrs"]]
    raw = content.dump()
    turned = raw.replace(b"".join(parts), b"".join(reversed(parts)))
    assert turned != raw and verdicts(with_contents(plain, turned)) == [SHAPE]


BYTE_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]")


def byte_range(pdf: bytes) -> tuple[int, ...]:
    return tuple(map(int, BYTE_RANGE.search(pdf).groups()))


def covering(pdf: bytes, begin: int, first: int, second: int, length: int) -> bytes:
    """Signed anew by who owns the key, over these bytes alone."""
    old = BYTE_RANGE.search(pdf)[0]
    new = b"/ByteRange [%d %d %d %d" % (begin, first, second, length)
    pdf = pdf.replace(old, new.ljust(len(old) - 1) + b"]")
    covered = pdf[begin : begin + first] + pdf[second : second + length]
    value = asyncio.run(signer().async_sign(hashlib.sha256(covered).digest(), "sha256"))
    return with_contents(pdf, value.dump())


def test_who_signs_all_but_the_end_of_the_file_leaves_it_in_doubt(plain):
    *places, length = byte_range(plain)
    assert verdicts(covering(plain, *places, length)) == [VALID]
    for left_out in (6, 20, 200):
        assert verdicts(covering(plain, *places, length - left_out)) == [(Verdict.UNJUDGED, Doubt.LATER)]


def test_a_signature_that_leaves_out_more_than_its_own_place_covers_nothing(plain):
    _begin, first, second, length = byte_range(plain)
    for numbers in ((0, first, second + 9, length - 9), (1, first - 1, second, length)):
        assert verdicts(covering(plain, *numbers)) == [(Verdict.CHANGED, None)]


def with_field(**entries: generic.PdfObject):
    """One more field of a signature in the form."""

    def change(writer):
        names = {"FT": pdf_name("/Sig"), "T": pdf_string("Thêm")} | entries
        field = generic.DictionaryObject({pdf_name(f"/{name}"): value for name, value in names.items()})
        fields = writer.root["/AcroForm"]["/Fields"]
        fields.append(writer.add_object(field))
        writer.update_root()
        writer.update_container(fields)

    return change


def nowhere() -> generic.IndirectObject:
    return generic.IndirectObject(9999, 0, None)


def test_a_form_that_names_what_is_not_there_is_read_by_the_lenient_reader(plain):
    def dangling(writer):
        fields = writer.root["/AcroForm"]["/Fields"]
        fields.append(nowhere())
        writer.update_root()
        writer.update_container(fields)

    assert verdicts(appended(plain, dangling)) == [(Verdict.CHANGED, None)]
    kids = with_field(Kids=generic.ArrayObject([nowhere()]))
    assert verdicts(appended(plain, kids)) == [(Verdict.UNJUDGED, Doubt.LATER)]


def test_what_no_reader_can_read_is_called_broken(plain):
    with pytest.raises(PdfUnreadable) as refused:
        check_pdf(appended(plain, with_field(V=nowhere())), roots=[], now=NOW)
    assert refused.value.reason is Unreadable.BROKEN


def crowded(signatures: int, stamps: int) -> bytes:
    """So many fields whose signatures are empty."""

    def change(writer):
        fields = writer.root["/AcroForm"]["/Fields"]
        for number in range(signatures + stamps):
            kind = "/adbe.pkcs7.detached" if number < signatures else "/ETSI.RFC3161"
            value = generic.DictionaryObject({pdf_name("/SubFilter"): pdf_name(kind)})
            field = {pdf_name("/FT"): pdf_name("/Sig"), pdf_name("/T"): pdf_string(f"K{number}")}
            field[pdf_name("/V")] = value
            fields.append(writer.add_object(generic.DictionaryObject(field)))
        writer.update_root()
        writer.update_container(fields)

    return appended(form(drawn()), change)


@pytest.mark.parametrize(("signatures", "stamps"), [(60, 60), (60, 0), (59, 61), (0, 120)])
def test_sixty_signatures_and_as_many_stamps_are_looked_at(signatures, stamps):
    assert verdicts(crowded(signatures, stamps)) == [SHAPE] * signatures


@pytest.mark.parametrize(("signatures", "stamps"), [(61, 0), (60, 61), (0, 121)])
def test_more_are_refused(signatures, stamps):
    with pytest.raises(PdfUnreadable) as refused:
        check_pdf(crowded(signatures, stamps), roots=[], now=NOW)
    assert refused.value.reason is Unreadable.TOO_MANY
