from tinhso.kernel.papers.models.handed_out import HandedOut
from tinhso.kernel.papers.models.paper import Paper
from tinhso.kernel.papers.models.signature import Signature
from tinhso.kernel.papers.models.signing_request import SigningRequest

__all__ = ["HandedOut", "Paper", "Signature", "SigningRequest"]
