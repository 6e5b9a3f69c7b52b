"""Every table there is: what the migrations compare the database with."""

from sqlmodel import SQLModel

import backend.appointments.models
import backend.messaging.models
import backend.partners.models
import backend.people.models
import backend.reminders.models
import backend.territories.models  # noqa: F401

METADATA = SQLModel.metadata
