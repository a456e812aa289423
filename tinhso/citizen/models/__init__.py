from tinhso.citizen.models.complaint import Complaint, ComplaintFile
from tinhso.citizen.models.feedback import Feedback

__all__ = ["Complaint", "ComplaintFile", "Feedback"]
