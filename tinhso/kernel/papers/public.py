"""The door of papers: draw up, sign by digest, number, seal, issue, revoke, verify."""

from tinhso.kernel.papers.actions.adopt_scan import adopt_scan
from tinhso.kernel.papers.actions.complete_signature import SigningClosed, complete_signature
from tinhso.kernel.papers.actions.create_paper import (
    create_paper,
    paper_numbers,
    preview_paper,
    redraw_paper,
    verify_url,
)
from tinhso.kernel.papers.actions.erase_paper import StillNeeded, drop_drafts, erase_paper, files_of
from tinhso.kernel.papers.actions.fail_signature import fail_signature
from tinhso.kernel.papers.actions.issue_paper import NotReadyToIssue, issue_paper
from tinhso.kernel.papers.actions.number_paper import NotToBeNumbered, number_paper
from tinhso.kernel.papers.actions.prepare_signature import NotThisSignatureNow, prepare_signature
from tinhso.kernel.papers.actions.revoke_paper import NotIssued, revoke_paper
from tinhso.kernel.papers.actions.sign_with import sign_with
from tinhso.kernel.papers.bundle import join_pdfs, pages_of
from tinhso.kernel.papers.contents import (
    Apology,
    Appendix,
    Article,
    Block,
    Letterhead,
    Official,
    Permit,
    Receipt,
    Refusal,
    SignerBlock,
    Supplement,
)
from tinhso.kernel.papers.flattened import flattened_pages
from tinhso.kernel.papers.forms import CmsForm
from tinhso.kernel.papers.kinds import Numbering, PaperKind, UnknownKind, declare_kind, kind_of, kinds
from tinhso.kernel.papers.local_signing import local_signing
from tinhso.kernel.papers.models import Paper, Signature, SigningRequest
from tinhso.kernel.papers.permissions import PaperForbidden
from tinhso.kernel.papers.queries import PaperProof, verify_token
from tinhso.kernel.papers.recognised import hand_out
from tinhso.kernel.papers.render import PaperDataWrong, PaperNotMade, is_demo, qr_svg, render
from tinhso.kernel.papers.scan_pdf import ScanUnreadable, annex_pages, one_pdf
from tinhso.kernel.papers.signatures_asked import ask_signature, is_given, put_signature, seal_of
from tinhso.kernel.papers.signing.pdf_signing import PreparedPdf, SignatureWrong
from tinhso.kernel.papers.signing.signer import (
    KeyFileOnlyInDemo,
    LocalServiceSigner,
    Pkcs12Signer,
    ServerMayNotSign,
    Signer,
    SigningRefused,
    SigningUnavailable,
)
from tinhso.kernel.papers.signing.trust_roots import trust_roots
from tinhso.kernel.papers.typeset import svg_to_png, typeset
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, Verdict, check_pdf
from tinhso.lib.signed_pdf.opened_pdf import PdfUnreadable, Unreadable

__all__ = [
    "Apology",
    "Appendix",
    "Article",
    "CmsForm",
    "Block",
    "KeyFileOnlyInDemo",
    "Letterhead",
    "LocalServiceSigner",
    "NotIssued",
    "NotReadyToIssue",
    "NotThisSignatureNow",
    "NotToBeNumbered",
    "Numbering",
    "Official",
    "Paper",
    "PaperDataWrong",
    "PaperForbidden",
    "PaperKind",
    "PaperNotMade",
    "PaperProof",
    "PdfUnreadable",
    "Permit",
    "Pkcs12Signer",
    "PreparedPdf",
    "Receipt",
    "Refusal",
    "ScanUnreadable",
    "ServerMayNotSign",
    "Signature",
    "SignatureCheck",
    "SignatureWrong",
    "Signer",
    "SignerBlock",
    "SigningClosed",
    "SigningRefused",
    "SigningRequest",
    "SigningUnavailable",
    "StillNeeded",
    "Supplement",
    "UnknownKind",
    "Unreadable",
    "Verdict",
    "adopt_scan",
    "annex_pages",
    "ask_signature",
    "check_pdf",
    "complete_signature",
    "create_paper",
    "declare_kind",
    "drop_drafts",
    "erase_paper",
    "fail_signature",
    "flattened_pages",
    "pages_of",
    "files_of",
    "hand_out",
    "is_demo",
    "is_given",
    "issue_paper",
    "join_pdfs",
    "kinds",
    "local_signing",
    "paper_numbers",
    "kind_of",
    "number_paper",
    "one_pdf",
    "prepare_signature",
    "put_signature",
    "seal_of",
    "preview_paper",
    "redraw_paper",
    "qr_svg",
    "render",
    "revoke_paper",
    "sign_with",
    "svg_to_png",
    "trust_roots",
    "typeset",
    "verify_token",
    "verify_url",
]
