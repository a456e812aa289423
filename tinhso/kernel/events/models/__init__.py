from tinhso.kernel.events.models.access_row import AccessRow
from tinhso.kernel.events.models.counter import Counter
from tinhso.kernel.events.models.delivery import Delivery
from tinhso.kernel.events.models.epoch import Epoch
from tinhso.kernel.events.models.event_row import EventRow
from tinhso.kernel.events.models.seal import Seal

__all__ = ["AccessRow", "Counter", "Delivery", "Epoch", "EventRow", "Seal"]
