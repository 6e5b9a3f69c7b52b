"""What every domain throws away because time passed: the worker does it once an hour, in order."""

from backend.api.actions import forget_old_answers
from backend.appointments import actions as appointments
from backend.messaging.actions import forget_old_letters
from backend.partners.actions import forget_old_waiting
from backend.reminders.actions import tidy
from backend.steps import actions as steps

CHORES = (
    tidy,  # before the rows that a reminder speaks of: SQLite may use their numbers again
    appointments.forget_removed,
    steps.forget_removed,
    forget_old_waiting,
    forget_old_letters,
    forget_old_answers,
)
