"""What places declare."""

from tinhso.kernel.places.probes import tiles
from tinhso.kernel.site.operation import Empty, Export, Probe

PROBES = [Probe("tiles", tiles, database=False, order=60)]

EXPORTS = [Export("places", "Đơn vị hành chính qua các thời kỳ", order=3)]
EMPTY = [
    Empty("Metric", why="units change by deeds, not by the hour"),
    Empty("Setting", why="units lie in the pack of the province, whose place the program declares"),
    Empty("Retention", why="a unit that is no more still says where things happened"),
]
