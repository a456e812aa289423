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
from tinhso.citizen.information_access.actions.accept_request import accept_request
from tinhso.citizen.information_access.actions.answer_request import answer_request, refuse_request
from tinhso.citizen.information_access.actions.extend_request import extend_request
from tinhso.citizen.information_access.actions.fill_public_list import enter_public_information
from tinhso.citizen.information_access.actions.notify_costs import notify_costs
from tinhso.citizen.information_access.actions.publish_information import (
    publish_information,
    withhold_information,
)
from tinhso.citizen.information_access.actions.send_request import Asker, WantedInformation, send_request
from tinhso.citizen.information_access.route import answering_agencies
from tinhso.citizen.models import (
    Complaint,
    Feedback,
    InformationRequest,
    PublicInformation,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
)
from tinhso.citizen.reception.actions.book_reception import Visitor, book_reception
from tinhso.citizen.reception.actions.close_day import close_day
from tinhso.citizen.reception.actions.load_receptions import load_receptions
from tinhso.citizen.reception.actions.move_day import move_day
from tinhso.citizen.reception.actions.number_visitor import number_walk_in
from tinhso.citizen.reception.actions.receive_visitor import receive_visitor
from tinhso.citizen.reception.planning import plan_days

__all__ = [
    "AlertContent",
    "Asker",
    "Complaint",
    "Feedback",
    "InformationRequest",
    "PublicInformation",
    "ReceptionDay",
    "ReceptionSchedule",
    "ReceptionVisit",
    "Sender",
    "Visitor",
    "WantedInformation",
    "accept_request",
    "answer_feedback",
    "answer_request",
    "answering_agencies",
    "book_reception",
    "close_day",
    "enter_public_information",
    "extend_request",
    "load_receptions",
    "move_day",
    "notify_costs",
    "number_walk_in",
    "plan_days",
    "publish_feedback",
    "publish_information",
    "receive_visitor",
    "receiver",
    "refuse_feedback",
    "refuse_request",
    "relay_bulletin",
    "send_feedback",
    "send_request",
    "set_apart_complaint",
    "take_feedback",
    "withhold_information",
]
