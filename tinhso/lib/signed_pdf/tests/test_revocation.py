"""Certificates that were taken back, are on hold, ran out or do not hold yet: by what the file carries and what was fetched."""

import io

import pytest
from asn1crypto import cms, ocsp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tinhso.lib.signed_pdf import proofs
from tinhso.lib.signed_pdf.check_pdf import Verdict, check_pdf
from tinhso.lib.signed_pdf.moments import Clock, Moment
from tinhso.lib.signed_pdf.revocation import LEEWAY, Source, Standing
from tinhso.lib.signed_pdf.tests.authority import (
    ROOT,
    STAMPING,
    answered,
    archived,
    authority,
    days,
    fetched,
    holder,
    listed,
    signed,
    stamper,
    with_store,
)
from tinhso.lib.signed_pdf.tests.makers import NOW, appended, drawn
from tinhso.lib.signed_pdf.tests.test_foreign_signatures import put_words

AN = holder("An", "CA")
COMPROMISED = (AN, -5, "keyCompromise")
SUSPENDED = (AN, -5, "certificateHold")


def checks(pdf, *, by=(), roots=(ROOT,)):
    return check_pdf(pdf, roots=list(roots), now=NOW, fetched=fetched(*by))


def check(pdf, **more):
    [found] = checks(pdf, **more)
    return found


def verdict(pdf, **more):
    return check(pdf, **more).verdict


@pytest.fixture(scope="module")
def plain():
    """Signed by the signer's own clock alone."""
    return signed(AN)


OTHER = holder("Khác", "CA")
ANSWERS = holder("Trả lời", "CA", use="answers")


@pytest.mark.parametrize(
    ("proof", "since", "reason"),
    [
        (listed(COMPROMISED), -5, "key_compromise"),
        (listed((AN, -5, "")), -5, "unspecified"),
        (listed((OTHER, -9, ""), COMPROMISED, made=-3), -5, "key_compromise"),
        (listed((AN, -1, "superseded"), made=-1), -1, "superseded"),
        (answered(AN, -5, "keyCompromise"), -5, "key_compromise"),
        (answered(AN, -5), -5, "unspecified"),
        (answered(AN, -5, by=ANSWERS), -5, "unspecified"),
        (answered(AN, -300, made=-200), -300, "unspecified"),
    ],
)
def test_who_was_revoked_is_called_so_wherever_it_is_said(plain, proof, since, reason):
    for found, source in (
        (check(with_store(plain, proof)), Source.FILE),
        (check(plain, by=[proof]), Source.FETCHED),
    ):
        assert found.verdict is Verdict.REVOKED
        known = found.revocation
        assert (known.standing, known.source, known.since, known.reason, known.of_issuer) == (
            Standing.REVOKED,
            source,
            days(since),
            reason,
            False,
        )
        assert known.asked_at == NOW and found.moment.clock is Clock.SIGNER


def test_the_signers_own_clock_proves_nothing_against_a_revocation():
    assert verdict(with_store(signed(AN, says=days(-100)), listed(COMPROMISED))) is Verdict.REVOKED


def test_a_trusted_stamp_proves_what_was_signed_before():
    for at, outcome in ((-5.001, Verdict.VALID), (-5, Verdict.REVOKED), (-4.999, Verdict.REVOKED)):
        pdf = signed(AN, stamped=stamper(days(at)), says=days(-100))
        found = check(with_store(pdf, listed(COMPROMISED)))
        assert found.verdict is outcome
        assert found.moment == Moment(days(at), Clock.STAMP, "Dấu giờ")
        assert (found.revocation.asked_at, found.revocation.since) == (days(at), days(-5))
        assert (found.revocation.standing is Standing.GOOD) == (outcome is Verdict.VALID)


def test_a_stamp_of_who_is_not_trusted_proves_nothing():
    pdf = signed(AN, stamped=stamper(days(-10), holder("Dấu lạ", use="stamps")), says=days(-100))
    found = check(with_store(pdf, listed(COMPROMISED)))
    assert (found.verdict, found.revocation.asked_at) == (Verdict.REVOKED, NOW)
    assert found.moment == Moment(days(-10), Clock.UNKNOWN_STAMP, "Dấu lạ")


def test_an_archive_stamp_proves_of_each_signature_below_it():
    below = archived(signed(AN, says=days(-100)), stamper(days(-10)))
    both = with_store(signed(OTHER, below), listed(COMPROMISED, (OTHER, -5, "")))
    first, second = checks(both)
    assert (first.verdict, first.moment) == (Verdict.VALID, Moment(days(-10), Clock.STAMP, "Dấu giờ"))
    assert (second.verdict, second.moment.clock) == (Verdict.REVOKED, Clock.SIGNER)
    twice = archived(archived(signed(AN, stamped=stamper(days(-4))), stamper(days(-7))), stamper(days(-3)))
    assert check(twice).moment.at == days(-7)
    unknown = archived(signed(AN), stamper(days(-10), holder("Dấu lạ", use="stamps")))
    assert verdict(with_store(unknown, listed(COMPROMISED))) is Verdict.REVOKED


def test_an_archive_stamp_that_does_not_hold_proves_nothing():
    pdf = archived(signed(AN), stamper(days(-10)))
    place = pdf.rindex(b"/Type /DocTimeStamp")
    changed = pdf[:place] + pdf[place:].replace(b"/Type /DocTimeStamp", b"/Type/DocTimeStamp ", 1)
    found = checks(changed)[0]
    assert found.moment.clock is not Clock.STAMP


@pytest.mark.parametrize(
    ("entry", "clock"),
    [
        ((-20, "superseded"), Clock.UNKNOWN_STAMP),
        ((-10, "superseded"), Clock.UNKNOWN_STAMP),
        ((-5, "superseded"), Clock.STAMP),
        ((-5, "cessationOfOperation"), Clock.STAMP),
        ((-5, "affiliationChanged"), Clock.STAMP),
        ((-5, "keyCompromise"), Clock.UNKNOWN_STAMP),
        ((-5, ""), Clock.UNKNOWN_STAMP),
        ((-20, "certificateHold"), Clock.UNKNOWN_STAMP),
        ((-5, "certificateHold"), Clock.STAMP),
    ],
)
def test_a_stamp_counts_as_long_as_its_authority_was_not_taken_back(entry, clock):
    pdf = signed(AN, stamped=stamper(days(-10)))
    assert check(with_store(pdf, listed((STAMPING, *entry)))).moment.clock is clock


def test_on_hold_is_called_so_until_a_later_proof_says_good(plain):
    for hold, good in (
        (listed(SUSPENDED, made=-4), listed(made=-2)),
        (answered(AN, -5, "certificateHold", made=-4), answered(AN, made=-2)),
    ):
        assert verdict(with_store(plain, hold)) is Verdict.ON_HOLD
        assert check(with_store(plain, hold, good)).verdict is Verdict.VALID
        assert verdict(with_store(plain, hold), by=[good]) is Verdict.VALID
    assert verdict(with_store(plain, listed(SUSPENDED, made=-2), listed(made=-4))) is Verdict.ON_HOLD
    assert verdict(with_store(plain, listed(SUSPENDED, made=-2), answered(AN, made=-2))) is Verdict.ON_HOLD


def test_a_signature_from_within_a_hold_stays_on_hold():
    hold, good = listed(SUSPENDED, made=-4), listed(made=-2)
    for at, outcome in ((-6, Verdict.VALID), (-3, Verdict.ON_HOLD), (-1, Verdict.VALID)):
        assert verdict(with_store(signed(AN, stamped=stamper(days(at))), hold, good)) is outcome


def test_a_revocation_is_for_ever(plain):
    revoked, later = listed(COMPROMISED, made=-4), listed(made=-2)
    assert verdict(with_store(plain, revoked, later)) is Verdict.REVOKED
    assert verdict(with_store(plain, later), by=[revoked]) is Verdict.REVOKED
    held = check(with_store(plain, listed((AN, -9, "certificateHold"), made=-8), revoked)).revocation
    assert (held.standing, held.since) == (Standing.REVOKED, days(-5))


def test_what_a_later_revision_leaves_out_counts(plain):
    assert verdict(with_store(with_store(plain, listed(COMPROMISED)))) is Verdict.REVOKED
    assert verdict(with_store(with_store(plain, listed(COMPROMISED)), listed())) is Verdict.REVOKED


def test_what_stands_only_beside_one_signature_counts(plain):
    def change(writer):
        stream = writer.add_object(generic.StreamObject(stream_data=listed(COMPROMISED).dump()))
        one = generic.DictionaryObject({pdf_name("/CRL"): generic.ArrayObject([stream])})
        by_signature = generic.DictionaryObject(
            {pdf_name("/" + "AB" * 20): one, pdf_name("/X"): generic.NullObject()}
        )
        store = generic.DictionaryObject({pdf_name("/VRI"): by_signature})
        writer.root[pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()

    assert verdict(appended(plain, change)) is Verdict.REVOKED


@pytest.mark.parametrize(
    "store", [generic.NullObject(), generic.NumberObject(1), pdf_name("/X"), generic.ArrayObject()]
)
def test_a_store_of_another_shape_carries_nothing(plain, store):
    def change(writer):
        writer.root[pdf_name("/DSS")] = store
        writer.update_root()

    found = check(appended(plain, change))
    assert found.revocation.standing is Standing.UNKNOWN


def test_a_proof_that_cannot_be_read_is_left_out_and_the_next_is_read(plain):
    def change(writer):
        datas = (
            b"",
            b"x",
            listed(COMPROMISED).dump()[:-9],
            listed(COMPROMISED).dump() + b"x",
            answered(AN).dump(),
            listed(COMPROMISED).dump(),
        )
        streams = [writer.add_object(generic.StreamObject(stream_data=data)) for data in datas]
        dead = generic.IndirectObject(9999, 0, writer)
        items = generic.ArrayObject([generic.NumberObject(1), dead, *streams])
        store = generic.DictionaryObject(
            {pdf_name("/CRLs"): items, pdf_name("/OCSPs"): generic.NumberObject(1)}
        )
        writer.root[pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()

    assert verdict(appended(plain, change)) is Verdict.REVOKED


def test_no_more_proofs_are_looked_at_than_are_reasonable(plain, monkeypatch):
    pdf = with_store(plain, listed(made=-3), listed(COMPROMISED))
    assert verdict(pdf) is Verdict.REVOKED
    monkeypatch.setattr(
        proofs, "MOST_PROOFS", 4
    )  # two certificates of the signature, a good list, and the next one
    assert verdict(pdf) is Verdict.REVOKED
    monkeypatch.setattr(proofs, "MOST_PROOFS", 3)
    assert verdict(pdf) is Verdict.VALID


@pytest.mark.parametrize(
    "proof",
    [
        listed(COMPROMISED, key=authority("CA khác")),
        listed(COMPROMISED, key=OTHER),
        listed(COMPROMISED, by="CA khác"),
        listed(COMPROMISED, by="Gốc"),
        answered(AN, -5, by=OTHER),
        answered(AN, -5, by=AN),
        answered(AN, -5, by=holder("Trả lời lạ", "CA khác", use="answers")),
        answered(OTHER, -5),
        ocsp.OCSPResponse({"response_status": "try_later"}),
        listed((OTHER, -5, "")),
    ],
)
def test_who_may_not_revoke_revokes_nothing(plain, proof):
    assert verdict(with_store(plain, proof)) is Verdict.VALID


def test_good_is_said_with_its_day_and_nothing_is_said_where_nothing_is_known(plain):
    assert check(plain).revocation.standing is Standing.UNKNOWN
    known = check(with_store(plain, listed(made=-3), listed(made=-2), answered(AN, made=-4))).revocation
    assert (known.standing, known.said_at, known.since, known.reason) == (Standing.GOOD, days(-2), None, "")
    ahead = NOW + 2 * LEEWAY
    late = (ahead - NOW).total_seconds() / 86_400
    assert check(with_store(plain, listed(made=late))).revocation.standing is Standing.UNKNOWN
    soon = LEEWAY.total_seconds() / 86_400 / 2
    assert check(with_store(plain, listed(made=soon))).revocation.standing is Standing.GOOD


def test_a_list_says_nothing_good_of_what_had_run_out():
    old = holder("Đã hết hạn", "CA", until=-100)
    pdf = signed(old, says=days(-200))
    assert check(with_store(pdf, listed(made=-50))).revocation.standing is Standing.UNKNOWN
    assert check(with_store(pdf, listed(made=-150))).revocation.standing is Standing.GOOD
    assert verdict(with_store(pdf, listed((old, -150, ""), made=-140))) is Verdict.REVOKED


def test_an_authority_that_was_taken_back_takes_its_certificates_along(plain):
    found = check(with_store(plain, listed((authority("CA"), -5, "cACompromise"), by="Gốc")))
    assert (found.verdict, found.revocation.of_issuer) == (Verdict.REVOKED, True)
    both = with_store(plain, listed((authority("CA"), -9, ""), by="Gốc"), listed(COMPROMISED))
    assert (check(both).revocation.of_issuer, check(both).revocation.since) == (False, days(-5))
    held = with_store(plain, listed((authority("CA"), -9, "certificateHold"), by="Gốc"), listed())
    assert verdict(held) is Verdict.ON_HOLD
    good = with_store(plain, listed(by="Gốc"))
    assert check(good).revocation.standing is Standing.UNKNOWN


def test_a_chain_whose_middle_stands_in_the_store_is_found():
    def alone(pdf=None):
        meta = PdfSignatureMetadata(field_name="Ký", md_algorithm="sha256")
        signer = SimpleSigner(AN.asn1, AN.private, SimpleCertificateStore())
        return bytes(
            PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(drawn()))).getvalue()
        )

    pdf = alone()
    assert verdict(pdf) is Verdict.UNKNOWN_ISSUER
    assert verdict(with_store(pdf, authority("CA").asn1)) is Verdict.VALID
    assert verdict(with_store(pdf, authority("CA").asn1, listed(COMPROMISED))) is Verdict.REVOKED


def test_who_vouches_for_nobody_revokes_nobody(plain):
    found = check(with_store(plain, listed(COMPROMISED)), roots=[authority("Gốc khác").asn1])
    assert (found.verdict, found.revocation.standing) == (Verdict.UNKNOWN_ISSUER, Standing.UNKNOWN)


def test_not_yet_valid_and_run_out_are_told_apart_at_the_moment_that_was_asked():
    one = holder("Hạn ngắn", "CA", since=-20, until=-10)
    cases = (
        (-20.001, Verdict.NOT_YET),
        (-20, Verdict.VALID),
        (-15, Verdict.VALID),
        (-10, Verdict.VALID),
        (-9.999, Verdict.EXPIRED),
    )
    for at, outcome in cases:
        assert verdict(signed(one, says=days(at))) is outcome
        assert verdict(signed(one, stamped=stamper(days(at)), says=days(-15))) is outcome


def test_a_key_that_is_for_signatures_in_either_sense_signs_and_one_for_secrets_does_not():
    for use in ("digital_signature", "non_repudiation"):
        found = check(signed(holder("Một việc", "CA", use=use)))
        assert found.verdict is Verdict.VALID and found.is_valid
    found = check(signed(holder("Mã hóa", "CA", use="key_encipherment")))
    assert found.verdict is Verdict.UNKNOWN_ISSUER and not found.is_valid


def test_a_stamp_is_trusted_at_its_own_moment_and_not_at_the_signers():
    young = holder("Dấu trẻ", "CA", since=-6, use="stamps")
    one = holder("Hạn cũ", "CA", since=-20, until=-10)
    found = check(signed(one, stamped=stamper(days(-5), young), says=days(-15)))
    assert (found.verdict, found.moment.clock) == (Verdict.EXPIRED, Clock.STAMP)


def test_a_stamp_from_a_time_that_has_not_come_is_told_and_proves_nothing():
    pdf = signed(AN, stamped=stamper(days(3)), says=days(-1))
    found = check(with_store(pdf, listed(COMPROMISED)))
    assert found.moment == Moment(days(-1), Clock.SIGNER, ahead=days(3))
    assert (found.verdict, found.revocation.asked_at) == (Verdict.REVOKED, NOW)
    future = archived(signed(AN, says=days(-1)), stamper(days(3)))
    assert check(future).moment == Moment(days(-1), Clock.SIGNER, ahead=days(3))
    soon = NOW + LEEWAY
    assert check(signed(AN, stamped=stamper(soon))).moment == Moment(soon, Clock.STAMP, "Dấu giờ")
    far = holder("Chưa tới", "CA", since=2)
    assert verdict(signed(far, stamped=stamper(days(3)), says=days(-1))) is Verdict.NOT_YET


def test_a_signer_whose_clock_is_ahead_is_judged_by_ours():
    found = check(signed(AN, says=days(3)))
    assert found.moment == Moment(NOW, Clock.CHECK, ahead=days(3))
    assert verdict(signed(holder("Chưa tới", "CA", since=2), says=days(3))) is Verdict.NOT_YET


def test_a_change_is_graver_than_a_revocation_and_that_than_a_doubt(plain):
    def outline(writer):
        writer.root[pdf_name("/StructTreeRoot")] = writer.add_object(generic.DictionaryObject())
        writer.update_root()

    revoked = with_store(plain, listed(COMPROMISED))
    assert verdict(appended(revoked, put_words)) is Verdict.CHANGED
    assert verdict(appended(revoked, outline)) is Verdict.REVOKED


def in_the_signature(pdf, change):
    """The CMS of the one signature written anew; its room stays as long."""
    start = pdf.index(b"/Contents <") + 11
    end = pdf.index(b">", start)
    content = cms.ContentInfo.load(bytes.fromhex(pdf[start:end].decode()))
    change(content["content"])
    return pdf[:start] + content.dump(force=True).hex().encode().ljust(end - start, b"0") + pdf[end:]


def test_a_list_in_the_signature_itself_counts(plain):
    def put(signed_data):
        signed_data["crls"] = cms.RevocationInfoChoices(
            [cms.RevocationInfoChoice("crl", listed(COMPROMISED))]
        )

    assert verdict(in_the_signature(plain, put)) is Verdict.REVOKED
