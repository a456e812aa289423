from tinhso.exchange.models.agreements.agreement import Agreement
from tinhso.exchange.models.agreements.agreement_change import AgreementChange
from tinhso.exchange.models.agreements.agreement_dispute import AgreementDispute
from tinhso.exchange.models.agreements.agreement_review import AgreementReview
from tinhso.exchange.models.calls.call_batch import CallBatch
from tinhso.exchange.models.calls.exchange_call import ExchangeCall
from tinhso.exchange.models.calls.stored_bodies import StoredBodies
from tinhso.exchange.models.connections.connection_check import ConnectionCheck
from tinhso.exchange.models.connections.provider_certificate import ProviderCertificate
from tinhso.exchange.models.data_uses.data_use_request import DataUseRequest
from tinhso.exchange.models.policy.issued_policy import IssuedPolicy
from tinhso.exchange.models.registers.dictionary_term import DictionaryTerm
from tinhso.exchange.models.registers.field_mapping import FieldMapping
from tinhso.exchange.models.registers.shared_dataset import SharedDataset
from tinhso.exchange.models.registry.client_certificate import ClientCertificate
from tinhso.exchange.models.registry.information_system import InformationSystem
from tinhso.exchange.models.registry.member import Member
from tinhso.exchange.models.registry.member_group import GroupSeat, MemberGroup
from tinhso.exchange.models.registry.service import Service
from tinhso.exchange.models.registry.service_address import ServiceAddress
from tinhso.exchange.models.registry.service_version import ServiceVersion
from tinhso.exchange.models.registry.system_key import SystemKey
from tinhso.exchange.models.subscriptions.event_delivery import DeliveryAttempt, EventDelivery
from tinhso.exchange.models.subscriptions.event_subscription import EventSubscription
from tinhso.exchange.models.topics.event_cursor import EventCursor
from tinhso.exchange.models.topics.published_event import PublishedEvent

__all__ = [
    "Agreement",
    "AgreementChange",
    "AgreementDispute",
    "AgreementReview",
    "ConnectionCheck",
    "CallBatch",
    "ClientCertificate",
    "DataUseRequest",
    "DeliveryAttempt",
    "DictionaryTerm",
    "EventCursor",
    "EventDelivery",
    "EventSubscription",
    "ExchangeCall",
    "FieldMapping",
    "GroupSeat",
    "InformationSystem",
    "IssuedPolicy",
    "StoredBodies",
    "Member",
    "MemberGroup",
    "ProviderCertificate",
    "PublishedEvent",
    "Service",
    "ServiceAddress",
    "ServiceVersion",
    "SharedDataset",
    "SystemKey",
]
