"""PDFs that others signed: what is whole is called whole, what was changed is found, what cannot be told is called so."""

import re
from datetime import UTC, datetime

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign import validation
from pyhanko.sign.fields import MDPPerm

from tinhso.lib.signed_pdf.check_pdf import Doubt, Verdict, check_pdf
from tinhso.lib.signed_pdf.moments import Clock, Moment
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable, Unreadable
from tinhso.lib.signed_pdf.tests.makers import (
    STAMPED,
    appended,
    archived,
    drawn,
    form,
    hybrid,
    page_of,
    pair,
    signed,
)


def found(pdf, *names):
    roots = [pair(name)[0] for name in names or ("Người ký",)]
    return check_pdf(pdf, roots=roots, now=datetime.now(UTC))


def verdicts(pdf, *names):
    return [(one.verdict, one.doubt) for one in found(pdf, *names)]


VALID = (Verdict.VALID, None)
CHANGED = (Verdict.CHANGED, None)


def test_an_archive_time_stamp_after_the_last_signature_changes_nothing():
    assert verdicts(archived(archived(signed(drawn())))) == [VALID]


@pytest.mark.long
def test_the_time_of_a_stamp_is_told_as_the_stamps():
    [plain], [stamped] = found(signed(drawn())), found(signed(drawn(), stamped=True))
    assert (plain.moment.clock, plain.moment.stamped_by) == (Clock.SIGNER, "")
    assert stamped.moment == Moment(STAMPED, Clock.UNKNOWN_STAMP, "TSA")
    roots = [pair("Người ký")[0], pair("TSA", stamps=True)[0]]
    [trusted] = check_pdf(signed(drawn(), stamped=True), roots=roots, now=datetime.now(UTC))
    assert trusted.moment == Moment(STAMPED, Clock.STAMP, "TSA")


def put_words(writer):
    page = page_of(writer).get_object()
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT (khac) Tj ET"))


def put_note(writer):
    note = {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText")}
    note[pdf_name("/Rect")] = generic.ArrayObject(generic.NumberObject(n) for n in (10, 10, 500, 800))
    note[pdf_name("/Contents")] = pdf_string("Gia hạn")
    writer.register_annotation(page_of(writer), writer.add_object(generic.DictionaryObject(note)))


def turn_page(writer):
    page_of(writer).get_object()[pdf_name("/Rotate")] = generic.NumberObject(180)


def open_with_deed(writer):
    deed = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(deed)
    writer.update_root()


def give_another_reason(writer):
    """The signature's own words, behind what it covers."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    value = field.raw_get("/V").get_object()
    value[pdf_name("/Reason")] = pdf_string("Đồng ý")
    writer.mark_update(field.raw_get("/V"))


def stamp_that_covers_the_page(pdf):
    """An archive time stamp with a picture over the whole page."""

    def show(writer):
        field = writer.root["/AcroForm"]["/Fields"][-1]
        field[pdf_name("/F")] = generic.NumberObject(4)
        field[pdf_name("/Rect")] = generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 595, 842))
        picture = generic.StreamObject(stream_data=b"0 0 595 842 re f")
        appearance = {pdf_name("/N"): writer.add_object(picture)}
        field[pdf_name("/AP")] = generic.DictionaryObject(appearance)
        writer.mark_update(writer.root["/AcroForm"]["/Fields"].raw_get(-1))

    return appended(archived(pdf), show)


@pytest.mark.long
@pytest.mark.parametrize("change", [put_words, put_note, turn_page, open_with_deed, give_another_reason])
def test_what_shows_otherwise_after_signing_is_found(change):
    assert verdicts(appended(signed(drawn()), change)) == [CHANGED]


def test_what_was_changed_is_found_also_below_an_archive_time_stamp():
    assert verdicts(archived(appended(signed(drawn()), put_words))) == [CHANGED]


def test_a_time_stamp_that_lies_over_the_page_is_no_mere_time_stamp():
    assert verdicts(stamp_that_covers_the_page(signed(drawn()))) == [CHANGED]


def test_a_change_between_two_signatures_is_the_later_ones():
    twice = signed(appended(signed(drawn()), put_words), "Ký 2", name="Khác")
    assert verdicts(twice, "Người ký", "Khác") == [CHANGED, VALID]


def test_metadata_change_nothing_and_what_is_not_seen_is_in_doubt():
    def describe(writer):
        writer.root[pdf_name("/Metadata")] = writer.add_object(generic.StreamObject(stream_data=b"<x/>"))
        writer.update_root()

    def outline(writer):
        writer.root[pdf_name("/StructTreeRoot")] = writer.add_object(generic.DictionaryObject())
        writer.update_root()

    pdf = signed(drawn())
    assert verdicts(appended(pdf, describe)) == [VALID]
    assert verdicts(appended(pdf, outline)) == [(Verdict.UNJUDGED, Doubt.LATER)]


def test_who_certified_and_forbade_all_is_told_of_what_came_later(monkeypatch):
    monkeypatch.setattr(
        validation, "read_certification_data", lambda _reader: None
    )  # a signer who heeds no rule
    pdf = signed(drawn(), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    assert verdicts(pdf) == verdicts(archived(pdf)) == [VALID]
    assert verdicts(signed(pdf, "Ký 2")) == [(Verdict.UNJUDGED, Doubt.RULE), VALID]


def fill(writer, **more):
    reference = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    field = reference.get_object()
    field[pdf_name("/V")] = pdf_string("Lê Thị An")
    picture = writer.add_object(generic.StreamObject(stream_data=b"BT (Le Thi An) Tj ET"))
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): picture})
    for name, value in more.items():
        field[pdf_name(f"/{name}")] = value
    writer.mark_update(reference)


def fill_and_move(writer):
    fill(writer, Rect=generic.ArrayObject(generic.NumberObject(n) for n in (0, 0, 595, 842)))


def fill_and_act(writer):
    deed = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    fill(writer, A=generic.DictionaryObject(deed))


def certified(rule):
    return signed(form(drawn()), certify=True, docmdp_permissions=rule)


def test_a_form_that_its_signer_gave_to_be_filled_is_whole_once_who_filled_it_has_signed():
    filled = appended(certified(MDPPerm.FILL_FORMS), fill)
    assert verdicts(filled) == [(Verdict.UNJUDGED, Doubt.FILLED)]  # nobody answers for what stands in it
    assert verdicts(signed(filled, "Ký 2", name="Khác"), "Người ký", "Khác") == [VALID, VALID]


@pytest.mark.long
@pytest.mark.parametrize("change", [fill_and_move, fill_and_act, put_words, put_note])
def test_filling_is_not_drawing_over_the_page(change):
    changed = appended(certified(MDPPerm.FILL_FORMS), change)
    assert verdicts(changed) == [CHANGED]
    assert verdicts(signed(changed, "Ký 2", name="Khác"), "Người ký", "Khác") == [CHANGED, VALID]


def test_without_such_a_rule_what_was_filled_in_is_a_change():
    assert verdicts(appended(signed(form(drawn())), fill)) == [CHANGED]
    assert verdicts(appended(certified(MDPPerm.NO_CHANGES), fill)) == [CHANGED]


def replaced(pdf, pattern, words):
    """Of equal length, so that every place in the file stays."""
    old = re.search(pattern, pdf)[0]
    return pdf.replace(old, words.ljust(len(old)))


@pytest.mark.parametrize(
    ("pattern", "words", "doubt"),
    [
        (rb"/SubFilter /adbe.pkcs7.detached", b"/SubFilter /adbe.x509.rsa_sha1", Doubt.KIND),
        (rb"/Contents <[0-9a-fA-F]{400}", b"/Contents <" + b"0" * 400, Doubt.SHAPE),
    ],
)
def test_a_signature_that_cannot_be_read_is_in_doubt_and_the_file_is_not_called_broken(pattern, words, doubt):
    assert verdicts(replaced(signed(drawn()), pattern, words)) == [(Verdict.UNJUDGED, doubt)]


def test_a_signature_by_another_key_is_false_and_not_the_contents_fault():
    pdf = signed(drawn())
    written = re.search(rb"/Contents <([0-9a-fA-F]+)>", pdf)[1]
    content = bytes.fromhex(written.decode())
    value = cms.ContentInfo.load(content)["content"]["signer_infos"][0]["signature"].native
    other = value[:-4] + bytes([value[-4] ^ 1]) + value[-3:]
    changed = pdf.replace(written, content.replace(value, other).hex().encode())
    assert len(changed) == len(pdf) and verdicts(changed) == [(Verdict.FALSE, None)]


def test_a_file_with_two_tables_is_judged_where_both_show_the_same():
    assert verdicts(signed(hybrid(hides_the_page=False))) == [VALID]
    assert verdicts(signed(hybrid(hides_the_page=True))) == [(Verdict.UNJUDGED, Doubt.TWO_TABLES)]


@pytest.mark.long
def test_a_resolution_of_many_signers_is_judged():
    pdf = drawn()
    for number in range(21):  # more than were once judged
        pdf = signed(pdf, f"Ký {number}")
    assert verdicts(pdf) == [VALID] * 21


def test_endless_signatures_are_refused(monkeypatch):
    monkeypatch.setattr("tinhso.lib.signed_pdf.check_pdf.MAX_SIGNATURES", 1)
    with pytest.raises(PdfUnreadable) as refused:
        found(signed(signed(drawn()), "Ký 2"))
    assert refused.value.reason is Unreadable.TOO_MANY
