"""What professionals of all bodies learn together."""

from litestar import Router, get

from backend.database import RequestSession
from backend.evaluation.words import quarter_in_words, share_in_words
from backend.learning import queries, sessions
from backend.learning.access import DEPENDENCIES, Here
from backend.learning.hearing import hearing
from backend.people.access import AnyVisit
from backend.surveys.words import MOMENTS, OBSTACLES
from backend.web.pages import Page, page


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, here: Here) -> Page:
    return page(
        visit,
        "learning/index.html",
        territory=here.territory,
        hearing=hearing(session, here.territory),
        practices=queries.first_of_each(session, here),
        next_sessions=sessions.next_of(session, here),
        moments=MOMENTS,
        obstacles=OBSTACLES,
        share_in_words=share_in_words,
        quarter_in_words=quarter_in_words,
    )


router = Router("/pro/ensemble", route_handlers=[index], dependencies=DEPENDENCIES)
