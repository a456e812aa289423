"""Downloads that are on their way: a few at once, each with a process of its own that ends with it."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import chain

from tinhso.lib.tables.exporter import ExportFailed
from tinhso.lib.tables.reader_pool import TooBusy

MOST_DOWNLOADS = 4  # slow readers hold a thread each; the rest are asked to come again
SLOTS = threading.BoundedSemaphore(MOST_DOWNLOADS)
Stream = AbstractContextManager[Iterator[bytes]]


class Download:
    """The bytes of one download; closing it, begun or not, ends its process and gives its slot back once."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.held = ExitStack()
        self.held.callback(SLOTS.release)
        self.ending = weakref.finalize(self, self.held.close)  # also where nobody closes it
        self.blocks: Iterator[bytes] = iter(())

    def begin(self) -> None:
        """Start the process and wait for its first bytes: what cannot be written is told instead.

        Raises ExportFailed, and what the stream refuses before it begins (BadCondition, TooBusy).
        """
        try:
            blocks = self.held.enter_context(self.stream)
            self.blocks = chain([next(blocks)], blocks)
        except (ExportFailed, TooBusy, ValueError):
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        yield from self.blocks

    def close(self) -> None:
        self.ending()


def begun(stream: Stream) -> Download | None:
    """The download with its first bytes; None where every slot is taken. Raises as `begin`."""
    if not SLOTS.acquire(blocking=False):
        return None
    download = Download(stream)
    download.begin()
    return download
