"""How this province judges a PDF: by the roots that it trusts, and by the revocations that it fetched."""

from datetime import datetime

from tinhso.kernel.papers.signing.revocation_lists import list_files
from tinhso.kernel.papers.signing.trust_roots import trust_roots
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, check_pdf
from tinhso.lib.signed_pdf.proofs import Proofs, sorted_proofs


def judge_pdf(content: bytes, *, now: datetime) -> list[SignatureCheck]:
    """Raises PdfUnreadable."""
    return check_pdf(content, roots=trust_roots(), fetched=fetched_proofs(), now=now)


def fetched_proofs() -> Proofs:
    """Every list of the files of REVOCATION_LISTS; what is none gives none (`tinhso check` names it)."""
    return sorted_proofs(one for file in list_files() for one in file.lists)
