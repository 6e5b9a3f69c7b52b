"""The territory's team looks at opinions: what changed, and where it goes wrong."""

from litestar import Response, Router, get
from litestar.di import Provide
from litestar.params import FromQuery

from backend.database import RequestSession
from backend.evaluation import changes, words
from backend.evaluation.board_queries import board_of, questionnaires_of
from backend.evaluation.questionnaire_files import versions_in_csv
from backend.evaluation.reading import share_of
from backend.people.access import AnyVisit
from backend.people.team import OwnTeam, provide_team
from backend.web.pages import Page, page

HERE = "/pro/territoire/avis"


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, trimestre: FromQuery[str] = ""
) -> Page:
    return page(
        visit,
        "evaluation/desk/board.html",
        here=HERE,
        board=board_of(session, team.territory, quarter=trimestre, today=team.today),
        words=words,
        share_of=share_of,
        gap_in_words=changes.gap_in_words,
    )


@get("/questionnaires.csv", sync_to_thread=True)
def questionnaires(session: RequestSession, team: OwnTeam) -> Response[str]:
    text = versions_in_csv(questionnaires_of(session, team.territory.id))
    headers = {"Content-Disposition": 'attachment; filename="questionnaires.csv"'}
    return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


router = Router(
    HERE,
    route_handlers=[index, questionnaires],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
