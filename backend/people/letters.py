"""The invitation as it is printed, in French and in her own language when that is another."""

from dataclasses import replace

import segno
from markupsafe import Markup
from sqlmodel import Session

from backend.people import codes, queries
from backend.people.access import Visit
from backend.people.models import Invitation
from backend.territories.queries import structure_of
from backend.web.language import DEFAULT, base_of
from backend.web.pages import render

MODULE = 4  # pixels of the smallest square of the QR: 4 cm across on paper


def write(
    visit: Visit, session: Session, invitation: Invitation, *, code: str, site: str
) -> list[Markup]:
    """In French first, whatever the adviser reads: anybody around her can help."""
    person = queries.person_of(session, invitation)
    territory = queries.territory_of(session, person)
    adviser = queries.adviser_of(session, invitation)
    structure = structure_of(session, adviser.structure_id) if adviser else None
    facts = {
        "person": person,
        "adviser": adviser,
        "structure": structure,
        "phone": next(who.phone for who in (adviser, structure, territory) if who and who.phone),
        "code": codes.shown(code),
        "site": site.partition("://")[2],
        "drawing": _drawing(f"{site}/i#{code}"),
        "until": invitation.expires_at,
    }
    return [
        Markup(render(replace(visit, language=spoken), "people/_letter.html", **facts))  # noqa: S704 (our own template)
        for spoken in _languages(person.language)
    ]


def _languages(hers: str) -> list[str]:
    """« Français simple » is French enough for those around her too."""
    return [hers] if base_of(hers) == DEFAULT else [DEFAULT, hers]


def _drawing(address: str) -> Markup:
    svg = segno.make(address, error="m").svg_inline(scale=MODULE, svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704 (segno draws squares, it copies no text)
