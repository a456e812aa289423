"""What vouches for certificates or takes them back (lists and answers of revocation), as far as a PDF carries it.

Read are the DSS of every revision, since a later one may leave out what stood there, and the signatures themselves. What cannot be
read is left out; nothing of it is believed before its signature was checked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from tinhso.lib.signed_pdf.opened_pdf import UNREADABLE
from tinhso.lib.signed_pdf.same_content import array, entry_of, plain

MOST_PROOFS, MOST_REVISIONS = 200, 200
_IN_THE_STORE = {"/Certs": x509.Certificate, "/CRLs": crl.CertificateList, "/OCSPs": ocsp.OCSPResponse}
_OF_ONE_SIGNATURE = {"/Cert": x509.Certificate, "/CRL": crl.CertificateList, "/OCSP": ocsp.OCSPResponse}
Proof: TypeAlias = x509.Certificate | crl.CertificateList | ocsp.OCSPResponse
T = TypeVar("T")


@dataclass(frozen=True)
class Proofs:
    certificates: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()
    answers: tuple[ocsp.OCSPResponse, ...] = ()


def sorted_proofs(found: Iterable[Proof]) -> Proofs:
    """Each once, at most `MOST_PROOFS` of all."""
    unique = list(islice({one.dump(): one for one in found}.values(), MOST_PROOFS))
    return Proofs(
        tuple(one for one in unique if isinstance(one, x509.Certificate)),
        tuple(one for one in unique if isinstance(one, crl.CertificateList)),
        tuple(one for one in unique if isinstance(one, ocsp.OCSPResponse)),
    )


def carried_proofs(reader: PdfFileReader, signatures: Iterable[EmbeddedPdfSignature]) -> Proofs:
    of_signatures = [one for signature in signatures for one in _of_signature(signature.signed_data)]
    return sorted_proofs([*of_signatures, *_of_stores(reader)])


def _of_stores(reader: PdfFileReader) -> Iterator[Proof]:
    """The newest revision first."""
    revisions = range(reader.xrefs.total_revisions)[::-1][:MOST_REVISIONS]
    seen: set[bytes] = set()
    for store in filter(None, (_read(partial(_store, reader, number)) for number in revisions)):
        entries = [(store, _IN_THE_STORE)]
        by_signature = plain(entry_of(store, "/VRI"))
        if isinstance(by_signature, generic.DictionaryObject):
            entries += [(plain(entry_of(by_signature, name)), _OF_ONE_SIGNATURE) for name in by_signature]
        for owner, kinds in entries:
            yield from _of_entries(owner, kinds, seen)


def _store(reader: PdfFileReader, revision: int) -> Any:
    store = plain(entry_of(reader.get_historical_resolver(revision).root, "/DSS"))
    return store if isinstance(store, generic.DictionaryObject) else None


def _of_entries(owner: Any, kinds: dict[str, Any], seen: set[bytes]) -> Iterator[Proof]:
    for name, kind in kinds.items() if isinstance(owner, generic.DictionaryObject) else ():
        for item in _read(partial(array, owner, name)) or ():
            stream = _read(partial(plain, item))
            if isinstance(stream, generic.StreamObject) and stream.encoded_data not in seen:
                seen.add(stream.encoded_data)
                found = _read(partial(_loaded, kind, stream))
                if found is not None:
                    yield found


def _loaded(kind: Any, stream: generic.StreamObject) -> Proof:
    found: Proof = kind.load(stream.data, strict=True)
    return found


def _of_signature(signed: cms.SignedData) -> Iterator[Proof]:
    """Beside the certificates: lists in the CMS, and what Adobe's attribute carries."""
    yield from (
        _read(lambda: [one.chosen for one in signed["certificates"] if one.name == "certificate"]) or ()
    )
    yield from _read(lambda: [one.chosen for one in signed["crls"] if one.name == "crl"]) or ()
    yield from _read(lambda: list(_of_attributes(signed["signer_infos"][0]["signed_attrs"]))) or ()


def _of_attributes(attributes: cms.CMSAttributes) -> Iterator[Proof]:
    for attribute in attributes:
        if attribute["type"].native == "adobe_revocation_info_archival":
            for value in attribute["values"]:
                yield from value["crl"]
                yield from value["ocsp"]


def _read(what: Callable[[], T]) -> T | None:
    try:
        return what()
    except UNREADABLE:
        return None
