"""In các số đo vận hành ở dạng Prometheus, như trang /metrics; dùng cho tệp văn bản của node_exporter."""

import argparse

from tinhso.config.database import database, open_django
from tinhso.lib.messages.exposition import exposition


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No words."""


def run(arguments: argparse.Namespace) -> int:
    with database():
        open_django()
        # the rooms can be read only once the command has opened Django
        from tinhso.config.metrics import families

        print(exposition(families()), end="")
    return 0
