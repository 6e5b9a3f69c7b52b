"""Who writes the territory's own immersions and trainings: its team, and whoever works on jobs.

For others these pages do not exist.
"""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from backend import clock
from backend.database import RequestSession
from backend.offers.own import Writer
from backend.offers.own_lines import OwnLine, own_one
from backend.people.access import AnyVisit, SignedInAdviser
from backend.people.models import Adviser, FieldOfWork
from backend.places.queries import Atlas, atlas
from backend.territories.models import Structure
from backend.territories.queries import structure_of
from backend.web.rows import row_or_404
from backend.web.visit import AnyRequest

OwnWriter = NamedDependency[SkipValidation[Writer]]
WrittenOffer = NamedDependency[SkipValidation[OwnLine]]


def may_write(adviser: Adviser, structure: Structure) -> bool:
    return structure.is_team or adviser.field is FieldOfWork.PROFESSIONAL


def provide_writer(
    request: AnyRequest, visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser
) -> Writer:
    structure = structure_of(session, adviser.structure_id)
    if visit.territory is None or not may_write(adviser, structure):
        raise NotFoundException
    known = atlas(session) if request.method == "POST" else Atlas()
    return Writer(visit.territory, adviser, clock.now().astimezone(visit.zone), known)


def provide_written_offer(
    session: RequestSession, writer: OwnWriter, offer_id: FromPath[int]
) -> OwnLine:
    return row_or_404(offer_id, lambda: own_one(session, writer.territory, offer_id))
