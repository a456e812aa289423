from tinhso.kernel.events.models.access_row import AccessRow
from tinhso.kernel.events.models.counter import Counter
from tinhso.kernel.events.models.delivery import Delivery
from tinhso.kernel.events.models.epoch import Epoch
from tinhso.kernel.events.models.event_row import EventRow
from tinhso.kernel.events.models.left_job import LeftJob
from tinhso.kernel.events.models.seal import Seal
from tinhso.kernel.events.models.seal_key import SealKey
from tinhso.kernel.events.models.seal_signature import SealSignature
from tinhso.kernel.events.models.seal_stamp import SealStamp

__all__ = [
    "AccessRow",
    "Counter",
    "Delivery",
    "Epoch",
    "EventRow",
    "LeftJob",
    "Seal",
    "SealKey",
    "SealSignature",
    "SealStamp",
]
