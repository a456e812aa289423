"""The command `tinhso`: its own words first, Django's management commands after them."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tinhso", *(sys.argv[1:] if argv is None else argv)])
    return 0
