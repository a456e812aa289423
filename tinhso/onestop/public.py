"""The door of the one-stop shop."""

from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.catalogue.search import own_codes
from tinhso.onestop.companies.actions.answer_company_delegation import answer_company_delegation
from tinhso.onestop.companies.actions.confirm_representative import record_representative
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.offer_company_delegation import offer_company_delegation
from tinhso.onestop.companies.terms import CertificatePaper, OfferedTerms
from tinhso.onestop.data.form_files import carried_rules
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.money.actions.open_account import open_account
from tinhso.onestop.money.actions.receive_payment import Transfer, receive_transfer
from tinhso.onestop.money.actions.reconcile_day import reconcile_day
from tinhso.onestop.money.actions.refund_payment import ask_refund, complete_refund, decide_refund
from tinhso.onestop.money.bank_client import StatementLine
from tinhso.onestop.national_portal.catalogue import portal_procedures
from tinhso.onestop.publications.actions.enter_publication import enter_publication
from tinhso.onestop.publications.lines import PublishedLine
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision

__all__ = [
    "Applicant",
    "CertificatePaper",
    "OfferedTerms",
    "answer_company_delegation",
    "carried_rules",
    "end_company_delegation",
    "offer_company_delegation",
    "record_representative",
    "PublishedLine",
    "StatementLine",
    "Transfer",
    "ask_refund",
    "complete_refund",
    "decide_refund",
    "enter_publication",
    "issue_result",
    "load_catalogue",
    "open_account",
    "own_codes",
    "portal_procedures",
    "receive_transfer",
    "reconcile_day",
    "sign_decision",
]
