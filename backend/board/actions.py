"""What the territory's team sets: whom to turn to, how the watch judges, who the team is."""

from sqlmodel import Session, col, exists, select, update

from backend.claims.models import AnswerTemplate, Claim
from backend.claims.ruling import Details, Setter
from backend.continuity.models import WatchRule, Worry
from backend.continuity.rules import Rule
from backend.law.models import Body, LegalContact
from backend.people.models import Adviser
from backend.territories.models import Structure

REACHED = ("name", "address", "email", "phone", "website")


def set_contact(session: Session, setter: Setter, contact: LegalContact) -> None:
    """Instead of the one there was; receipts already issued keep theirs."""
    kept = _contact(session, setter, contact.body)
    if kept is None:
        kept = LegalContact(territory_id=setter.territory.id, body=contact.body, name=contact.name)
    for name in REACHED:
        setattr(kept, name, getattr(contact, name))
    session.add(kept)
    setter.note(session, "law.contact", {"body": contact.body.value})


def remove_contact(session: Session, setter: Setter, body: Body) -> None:
    kept = _contact(session, setter, body)
    if kept is not None:
        session.delete(kept)
        setter.note(session, "law.contact", {"body": body.value, "removed": 1})


def _contact(session: Session, setter: Setter, body: Body) -> LegalContact | None:
    return session.exec(
        select(LegalContact).where(
            LegalContact.territory_id == setter.territory.id, LegalContact.body == body
        )
    ).one_or_none()


def reach_service(session: Session, setter: Setter, service: Structure, **reached: str) -> None:
    """`address`, `email`, `phone`: on the receipts to come."""
    for name, value in reached.items():
        setattr(service, name, value)
    session.add(service)
    session.flush()
    setter.note(session, "territory.service", {"structure": service.id})


def set_watch_rule(session: Session, setter: Setter, worry: Worry, rule: Rule | None) -> None:
    """None gives the usual rule back."""
    kept = session.exec(
        select(WatchRule).where(
            WatchRule.territory_id == setter.territory.id, WatchRule.worry == worry
        )
    ).one_or_none()
    details: Details = {"worry": worry.value}
    if rule is None or rule.days is None:
        if kept is not None:
            session.delete(kept)
        setter.note(session, "watch.rule", details | {"reset": 1})
        return
    kept = kept or WatchRule(territory_id=setter.territory.id, worry=worry, days=rule.days)
    kept.days, kept.is_on, kept.head_start_days = rule.days, rule.is_on, rule.head_start_days
    session.add(kept)
    setter.note(session, "watch.rule", details | vars(rule))


def save_template(session: Session, setter: Setter, template: AnswerTemplate) -> None:
    template.territory_id, template.changed_at = setter.territory.id, setter.now
    session.add(template)
    session.flush()
    setter.note(session, "claim.template", {"template": template.id})


def remove_template(session: Session, setter: Setter, template: AnswerTemplate) -> None:
    details: Details = {"template": template.id, "removed": 1}
    session.delete(template)
    setter.note(session, "claim.template", details)


def name_team(session: Session, setter: Setter, team: Structure) -> None:
    """The one team of the territory; what waits where nobody works any more goes to it."""
    former = session.exec(
        select(Structure).where(
            Structure.territory_id == setter.territory.id, col(Structure.is_team)
        )
    ).all()
    team.territory_id, team.is_team = setter.territory.id, True
    session.add(team)
    session.flush()
    for structure in former:
        if structure.id != team.id:
            structure.is_team = False
            session.add(structure)
            _take_over_from(session, structure, team)
    setter.note(session, "territory.team", {"structure": team.id})


def _take_over_from(session: Session, former: Structure, team: Structure) -> None:
    session.exec(
        update(Claim)
        .where(
            col(Claim.structure_id) == former.id,
            col(Claim.is_open),
            ~exists().where(col(Adviser.structure_id) == former.id),
        )
        .values(structure_id=team.id)
    )
