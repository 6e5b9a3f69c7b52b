"""What the codes of an opinion are called, by those who give it and those who read it."""

from collections.abc import Mapping

from backend.surveys.models import Face, Moment, Obstacle, Said
from backend.web.language import N_

FIRST_QUESTION = N_("Overall, how did it go?")  # the same at every moment, as in every démarche
HELPED_QUESTION = N_("Did it help you to move forward?")
OBSTACLES_QUESTION = N_("What keeps you from moving forward?")
WORDS_QUESTION = N_("In your words, if you like")
WORDS_HINT = N_("Do not write any name.")

FACES: Mapping[Face, str] = {
    Face.GOOD: N_("Very well"),
    Face.MEDIUM: N_("So-so"),
    Face.BAD: N_("Not well"),
}
FACE_ICONS: Mapping[Face, str] = {Face.GOOD: "smile", Face.MEDIUM: "meh", Face.BAD: "frown"}

SAID: Mapping[Said, str] = {
    Said.YES: N_("Yes"),
    Said.A_LITTLE: N_("A little"),
    Said.NO: N_("No"),
    Said.DO_NOT_KNOW: N_("I do not know"),
}

MOMENTS: Mapping[Moment, str] = {  # in results and settings
    Moment.CLAIM: N_("After the answer to a request"),
    Moment.REVIEW: N_("After a point de situation"),
    Moment.JOB: N_("Three months into a job"),
    Moment.REFERRAL: N_("After a request for a solution"),
    Moment.STEP: N_("At the end of a step"),
    Moment.APPOINTMENT: N_("After an appointment"),
}
ABOUT: Mapping[Moment, str] = {  # said to her
    Moment.CLAIM: N_("The answer to your request, %(day)s"),
    Moment.REVIEW: N_("Your point de situation of %(day)s"),
    Moment.JOB: N_("Your first months in this job"),
    Moment.REFERRAL: N_("Your request for a solution, ended %(day)s"),
    Moment.STEP: N_("Your step ended %(day)s"),
    Moment.APPOINTMENT: N_("Your appointment of %(day)s"),
}

OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.WAITING: N_("I wait too long"),
    Obstacle.NO_PLACE: N_("There is no place, or nothing near me"),
    Obstacle.NOT_LISTENED: N_("I am not listened to"),
    Obstacle.NOT_UNDERSTOOD: N_("I do not understand what I must do"),
    Obstacle.TRANSPORT: N_("Getting around"),
    Obstacle.MONEY: N_("Money"),
    Obstacle.HOUSING: N_("Housing"),
    Obstacle.HEALTH: N_("Health"),
    Obstacle.FAMILY: N_("Family and childcare"),
    Obstacle.FRENCH: N_("French: speaking, reading, writing"),
    Obstacle.DIGITAL: N_("Computer, phone and internet"),
    Obstacle.OTHER: N_("Something else"),
}
