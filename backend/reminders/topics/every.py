"""Every subject that somebody can be reminded of."""

from collections.abc import Mapping

from backend.reminders.models import Subject
from backend.reminders.topics.appointments import APPOINTMENTS
from backend.reminders.topics.check_ins import CHECK_INS
from backend.reminders.topics.claims import CLAIMS
from backend.reminders.topics.opinions import IMPROVEMENTS, SURVEYS
from backend.reminders.topics.planned import REVIEWS, STEPS
from backend.reminders.topics.referrals import REFERRALS
from backend.reminders.topics.topic import Topic

TOPICS: Mapping[Subject, Topic] = {
    topic.subject: topic
    for topic in (APPOINTMENTS, CHECK_INS, STEPS, REVIEWS, CLAIMS, REFERRALS, SURVEYS, IMPROVEMENTS)
}
