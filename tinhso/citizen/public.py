"""The door of the citizen's app."""

from tinhso.citizen.alerts.actions.issue_alert import AlertContent
from tinhso.citizen.alerts.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.complaints.actions.set_apart_complaint import set_apart_complaint
from tinhso.citizen.feedback.actions.answer_feedback import answer_feedback
from tinhso.citizen.feedback.actions.publish_feedback import publish_feedback
from tinhso.citizen.feedback.actions.refuse_feedback import refuse_feedback
from tinhso.citizen.feedback.actions.send_feedback import Sender, send_feedback
from tinhso.citizen.feedback.actions.take_feedback import take_feedback
from tinhso.citizen.feedback.route import receiver
from tinhso.citizen.models import Complaint, Feedback

__all__ = [
    "AlertContent",
    "Complaint",
    "Feedback",
    "Sender",
    "answer_feedback",
    "publish_feedback",
    "receiver",
    "refuse_feedback",
    "relay_bulletin",
    "send_feedback",
    "set_apart_complaint",
    "take_feedback",
]
