"""What happens in the citizen's app. The themes stand in files of their own; this is the door to all."""

from tinhso.citizen.complaint_events import ComplaintAccepted, ComplaintRegistered
from tinhso.citizen.feedback_events import FeedbackClassified, FeedbackPublished, FeedbackWithheld

__all__ = ["ComplaintAccepted", "ComplaintRegistered", "FeedbackClassified", "FeedbackPublished", "FeedbackWithheld"]
