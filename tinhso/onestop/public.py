"""The door of the one-stop shop."""

from tinhso.onestop.actions.load_catalogue import load_catalogue

__all__ = ["load_catalogue"]
