"""Every table there is: what the migrations compare the database with."""

from sqlmodel import SQLModel

import backend.api.models
import backend.appointments.models
import backend.assessments.models
import backend.audit.models
import backend.catalogue.indexing
import backend.catalogue.models
import backend.checkins.models
import backend.claims.models
import backend.continuity.models
import backend.coordination.models
import backend.evaluation.models
import backend.law.models
import backend.learning.models
import backend.messaging.models
import backend.offers.models
import backend.partners.models
import backend.people.models
import backend.places.models
import backend.privacy.models
import backend.projects.models
import backend.referrals.models
import backend.reminders.models
import backend.reviews.models
import backend.search.models
import backend.sharing.models
import backend.steps.models
import backend.surveys.models
import backend.territories.models  # noqa: F401

METADATA = SQLModel.metadata
