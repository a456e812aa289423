"""The door of the citizen's app."""

from tinhso.citizen.actions.answer_feedback import answer_feedback
from tinhso.citizen.actions.issue_alert import AlertContent
from tinhso.citizen.actions.publish_feedback import publish_feedback
from tinhso.citizen.actions.refuse_feedback import refuse_feedback
from tinhso.citizen.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.actions.send_feedback import Sender, send_feedback
from tinhso.citizen.actions.set_apart_complaint import set_apart_complaint
from tinhso.citizen.actions.take_feedback import take_feedback
from tinhso.citizen.feedback_route import receiver
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
