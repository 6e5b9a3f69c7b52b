"""What every domain throws away because time passed: the worker does it once an hour."""

from backend.appointments.actions import forget_removed
from backend.partners.actions import forget_old_waiting
from backend.reminders.actions import tidy

CHORES = (tidy, forget_removed, forget_old_waiting)
