"""The door of the data exchange."""

from tinhso.exchange.agreements.actions.apply_for_agreement import apply_for_agreement
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.actions.change_quota import change_quota
from tinhso.exchange.agreements.actions.decide_dispute import decide_dispute
from tinhso.exchange.agreements.actions.dispute_objection import dispute_objection
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.agreements.actions.object_to_agreement import object_to_agreement
from tinhso.exchange.agreements.actions.open_reviews import open_reviews
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.terms import Quota, Terms
from tinhso.exchange.data_uses.grounds import CaseCalls, CaseGrounds, Ground
from tinhso.exchange.models import (
    Agreement,
    DictionaryTerm,
    InformationSystem,
    Member,
    MemberGroup,
    Service,
    ServiceAddress,
    SharedDataset,
)
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.provided.actions.offer_services import offer_services
from tinhso.exchange.provided.declared import (
    AnswerField,
    BadQuestion,
    ExchangeService,
    Parameter,
    ServiceOperation,
    ServiceQuery,
)
from tinhso.exchange.registers.actions.enter_shared_dataset import enter_shared_dataset
from tinhso.exchange.registers.actions.enter_term import enter_term
from tinhso.exchange.registers.actions.map_field import map_field
from tinhso.exchange.registry.actions.enter_member import enter_member
from tinhso.exchange.registry.actions.enter_service import enter_service
from tinhso.exchange.registry.actions.enter_system import enter_system
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.actions.keep_keys import enter_key
from tinhso.exchange.registry.actions.maintain_service import announce_maintenance
from tinhso.exchange.registry.actions.mark_national import mark_national
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.actions.suspend_member import suspend_member
from tinhso.exchange.registry.actions.withdraw_service import withdraw_service
from tinhso.exchange.subscriptions.actions.subscribe import subscribe
from tinhso.exchange.topics.actions.open_topic import open_topic
from tinhso.exchange.topics.declared import EventTopic, Notice, TopicField

__all__ = [
    "Agreement",
    "AnswerField",
    "ServiceQuery",
    "BadQuestion",
    "CaseCalls",
    "CaseGrounds",
    "EventTopic",
    "ExchangeService",
    "Ground",
    "DictionaryTerm",
    "InformationSystem",
    "Member",
    "MemberGroup",
    "Notice",
    "Parameter",
    "Quota",
    "Service",
    "ServiceAddress",
    "ServiceOperation",
    "SharedDataset",
    "Terms",
    "TopicField",
    "announce_maintenance",
    "apply_for_agreement",
    "appraise_agreement",
    "approve_agreement",
    "change_quota",
    "decide_dispute",
    "dispute_objection",
    "end_agreement",
    "enter_group",
    "enter_key",
    "enter_member",
    "enter_service",
    "enter_shared_dataset",
    "enter_system",
    "enter_term",
    "import_openapi",
    "issue_policy",
    "map_field",
    "mark_national",
    "object_to_agreement",
    "offer_services",
    "open_reviews",
    "open_topic",
    "place_service",
    "seat_systems",
    "subscribe",
    "suspend_agreement",
    "suspend_member",
    "withdraw_service",
]
