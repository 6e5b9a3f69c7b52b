"""The only module that knows every domain."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.concurrency import set_asyncio_executor
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from sqlalchemy import Engine

from backend.about import routes as about
from backend.api import (
    advisers_routes,
    objectives_routes,
    results_routes,
    situations_routes,
    steps_routes,
)
from backend.api import routes as api
from backend.api.problems import under_api
from backend.appointments import calendar_routes, typed_routes
from backend.appointments import desk as appointments_desk
from backend.appointments import routes as appointments
from backend.assessments import desk as assessments_desk
from backend.assessments import own_view_routes
from backend.assessments import routes as assessments
from backend.board import (
    contact_routes,
    rule_routes,
    service_routes,
    template_routes,
    watch_routes,
)
from backend.board import desk as board_desk
from backend.checkins import desk as checkins_desk
from backend.checkins import routes as checkins
from backend.chores import CHORES, ERRANDS
from backend.claims import answering_routes
from backend.claims import desk as claims_desk
from backend.claims import draft_routes as claim_drafts
from backend.claims import receipt_routes as claim_receipts
from backend.claims import routes as claims
from backend.claims import thread_routes as claim_threads
from backend.conflict import Conflict
from backend.continuity import routes as continuity
from backend.coordination import desk as coordination_desk
from backend.coordination import routes as coordination
from backend.database import close_left_open, provide_session, reader_of
from backend.desk import routes as desk
from backend.evaluation import board_routes as opinions_board
from backend.evaluation import data_routes as open_data
from backend.evaluation import desk as opinions_desk
from backend.evaluation import improvement_routes
from backend.evaluation import routes as results
from backend.home import routes as home
from backend.imports import desk as imports
from backend.learning import attendance_routes, practice_routes, session_routes
from backend.learning import desk as learning_desk
from backend.offers import desk as offers_desk
from backend.offers import own_routes as own_offers
from backend.offers import routes as offers
from backend.offers import solution_routes
from backend.operations import routes as operations
from backend.parcours import desk as parcours_desk
from backend.parcours import routes as parcours
from backend.partners import routes as partners
from backend.people import desk as people_desk
from backend.people import invitation_routes, merge_desk, settings_routes
from backend.people import routes as people
from backend.people.access import provide_adviser, provide_person, provide_visit
from backend.privacy import routes as privacy
from backend.projects import desk as projects_desk
from backend.projects import routes as projects
from backend.pwa import routes as pwa
from backend.referrals import answer_routes, following_routes, referral_routes
from backend.referrals import desk as referrals_desk
from backend.referrals import desk_moves_routes as referral_moves
from backend.referrals import overview_routes as solutions_overview
from backend.referrals import routes as referrals
from backend.reminders import routes as reminders
from backend.reminders.worker import start_in_background
from backend.reviews import desk as reviews_desk
from backend.reviews import routes as reviews
from backend.settings import Settings
from backend.sharing import routes as sharing
from backend.steps import desk as steps_desk
from backend.steps import note_routes
from backend.steps import routes as steps
from backend.surveys import comment_routes, questionnaire_routes
from backend.surveys import routes as surveys
from backend.territories import routes as territories
from backend.web import assets, errors, security

THREADS = 4  # they wait for the database: more only makes SQLite's writers queue


def create_app(engine: Engine, settings: Settings) -> Litestar:
    reader = reader_of(engine)
    set_asyncio_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="request"))
    return Litestar(
        route_handlers=[
            assets.serve,
            home.home,
            people.router,
            invitation_routes.router,
            settings_routes.router,
            people_desk.router,
            merge_desk.router,
            imports.router,
            appointments.router,
            typed_routes.router,
            calendar_routes.router,
            appointments_desk.router,
            assessments.router,
            own_view_routes.router,
            assessments_desk.router,
            parcours.router,
            parcours_desk.router,
            checkins.router,
            checkins_desk.router,
            steps.router,
            note_routes.router,
            steps_desk.router,
            sharing.router,
            privacy.router,
            projects.router,
            projects_desk.router,
            reviews.router,
            reviews_desk.router,
            continuity.router,
            coordination.router,
            coordination_desk.about,
            coordination_desk.router,
            claims_desk.router,
            answering_routes.router,
            board_desk.router,
            rule_routes.router,
            contact_routes.router,
            service_routes.router,
            template_routes.router,
            watch_routes.router,
            claims.router,
            claim_drafts.router,
            claim_threads.router,
            claim_receipts.router,
            own_offers.router,
            offers_desk.router,
            solutions_overview.router,
            offers.router,
            solution_routes.router,
            referrals_desk.router,
            referrals_desk.listing,
            referral_moves.router,
            referrals.router,
            referral_routes.router,
            following_routes.router,
            answer_routes.router,
            surveys.router,
            questionnaire_routes.router,
            comment_routes.router,
            results.router,
            open_data.router,
            improvement_routes.router,
            opinions_board.router,
            opinions_desk.router,
            learning_desk.router,
            practice_routes.router,
            session_routes.router,
            attendance_routes.router,
            desk.router,
            reminders.router,
            partners.router,
            api.router,
            steps_routes.router,
            objectives_routes.router,
            situations_routes.router,
            advisers_routes.router,
            results_routes.router,
            territories.router,
            pwa.manifest,
            pwa.service_worker,
            pwa.offline,
            about.help_page,
            about.accessibility,
            about.legal_notice,
            about.privacy_policy,
            operations.alive,
            operations.ready,
            operations.security_text,
        ],
        dependencies={
            "session": Provide(provide_session),
            "visit": Provide(provide_visit, sync_to_thread=True),
            "person": Provide(provide_person, sync_to_thread=False),
            "adviser": Provide(provide_adviser, sync_to_thread=False),
        },
        exception_handlers={
            errors.NotSignedIn: errors.to_sign_in,
            HTTPException: under_api(errors.show),
            Conflict: errors.conflict,
            Exception: under_api(errors.unexpected),
        },
        csrf_config=security.csrf(settings),
        before_request=security.refuse_other_origins,
        before_send=[security.AnswerHeaders(settings), close_left_open],
        state=State({"engine": engine, "reader": reader, "settings": settings}),
        lifespan=[while_serving],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=1_000_000,
    )


@asynccontextmanager
async def while_serving(app: Litestar) -> AsyncGenerator[None]:
    """Beside the pages, does what is due; stops when a batch under way is written down."""
    state = app.state
    stop = None
    if state.settings.runs_worker:
        stop = start_in_background(state.engine, state.settings, chores=CHORES, errands=ERRANDS)
    yield
    if stop is not None:
        await asyncio.to_thread(stop)
    if state.reader is not state.engine:
        state.reader.dispose()
