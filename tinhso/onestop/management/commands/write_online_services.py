import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tinhso.onestop.catalogue.services_list import COLUMNS, TooFewServices, WantedCounts, draw_up
from tinhso.onestop.data import reading


class Command(BaseCommand):
    help = "Writes an illustrative list of online services, for a demo: so many wholly and partly online on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wholly", type=int, required=True)
        parser.add_argument("--partly", type=int, required=True)
        parser.add_argument("--on", type=date.fromisoformat, required=True)
        parser.add_argument("--folder", type=Path, required=True)

    def handle(self, *args: object, **options: object) -> None:
        given = {name: options[name] for name in ("wholly", "partly", "on")}
        try:
            lines = draw_up(reading.procedures(), reading.versions(), WantedCounts(**given))  # type: ignore[arg-type]
        except TooFewServices as error:
            raise CommandError(str(error)) from error
        path = Path(str(options["folder"])) / "online_services.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        self.stdout.write(f"Đã ghi {len(lines)} dòng.")
