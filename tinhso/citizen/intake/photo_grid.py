"""The grid over a picture in which a sender marks faces and number plates where the browser cannot draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from tinhso.kernel.files.public import picture_size

COLUMNS = 7  # on a phone of 360 px a cell is a finger wide
FEWEST_ROWS, MOST_ROWS = 3, 14


@dataclass(frozen=True)
class PhotoGrid:
    """Cells nearly square, counted from 0 along the rows, over a picture of so many pixels."""

    rows: int
    width: int
    height: int
    columns: int = COLUMNS

    @classmethod
    def of(cls, stream: BinaryIO) -> Self:
        """The grid of this picture; NotAPicture."""
        width, height = picture_size(stream)
        rows = max(FEWEST_ROWS, min(MOST_ROWS, round(COLUMNS * height / width)))
        return cls(rows, width, height)

    @property
    def count(self) -> int:
        return self.rows * self.columns

    @property
    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Number, row and column of each; rows and columns as people count them."""
        return ((n, n // self.columns + 1, n % self.columns + 1) for n in range(self.count))
