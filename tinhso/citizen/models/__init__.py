from tinhso.citizen.models.alert import Alert, AlertApproval, AlertArea, AlertPlace
from tinhso.citizen.models.api_key import ApiKey
from tinhso.citizen.models.complaint import Complaint, ComplaintFile
from tinhso.citizen.models.feedback import Feedback
from tinhso.citizen.models.information_request import (
    InformationFile,
    InformationPaper,
    InformationRequest,
)
from tinhso.citizen.models.pending_request import PendingRequest
from tinhso.citizen.models.phone_check import PhoneCheck
from tinhso.citizen.models.public_information import PublicInformation
from tinhso.citizen.models.reception_day import DenunciationTally, ReceptionDay
from tinhso.citizen.models.reception_schedule import ReceptionSchedule
from tinhso.citizen.models.reception_visit import ReceptionVisit
from tinhso.citizen.models.record_erasure import RecordErasure
from tinhso.citizen.models.report import Report
from tinhso.citizen.models.report_category import ReportCategory
from tinhso.citizen.models.report_comment import ReportComment
from tinhso.citizen.models.report_draft import DraftPhoto, ReportDraft
from tinhso.citizen.models.report_follow import ReportFollow
from tinhso.citizen.models.report_photo import ReportPhoto
from tinhso.citizen.models.reporter import Reporter
from tinhso.citizen.models.routing_rule import RoutingRule
from tinhso.citizen.models.sender_check import SenderCheck

__all__ = [
    "Alert",
    "AlertApproval",
    "AlertArea",
    "AlertPlace",
    "ApiKey",
    "Complaint",
    "ComplaintFile",
    "DenunciationTally",
    "DraftPhoto",
    "Feedback",
    "InformationFile",
    "InformationPaper",
    "InformationRequest",
    "PendingRequest",
    "PhoneCheck",
    "PublicInformation",
    "ReceptionDay",
    "ReceptionSchedule",
    "ReceptionVisit",
    "RecordErasure",
    "Report",
    "ReportCategory",
    "ReportComment",
    "ReportDraft",
    "ReportFollow",
    "ReportPhoto",
    "Reporter",
    "RoutingRule",
    "SenderCheck",
]
