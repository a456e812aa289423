import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tinhso.kernel.search.actions.synonyms import add_synonyms


class Command(BaseCommand):
    help = "Load synonyms from a CSV file with the columns said, meant; pairs already there stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with options["file"].open(encoding="utf-8") as lines:
            count = add_synonyms((row["said"], row["meant"]) for row in csv.DictReader(lines))
        self.stdout.write(f"{count} synonyms read")
