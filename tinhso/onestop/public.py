"""The door of the one-stop shop."""

from tinhso.onestop.actions.load_catalogue import load_catalogue
from tinhso.onestop.actions.open_account import open_account
from tinhso.onestop.portal_catalogue import portal_procedures

__all__ = ["load_catalogue", "open_account", "portal_procedures"]
