"""What was just done, carried over one redirect by a cookie that holds a code, no words."""

from backend.web.language import N_, _

COOKIE = "__Host-fait"

WORDS = {
    "signed-out": N_("You are signed out. Nothing of yours stays on this phone."),
    "device-signed-out": N_("This device is signed out."),
    "devices-signed-out": N_("Your other devices are signed out."),
    "passphrase-changed": N_("Your passphrase is changed. Your other devices are signed out."),
    "opening-ended": N_("This page waited for more than 15 minutes. Write your code again."),
    "person-added": N_("This person is added. You can print the invitation."),
    "language-changed": N_("The language is changed."),
    "welcome": N_("Welcome. Your passphrase is saved."),
    "appointment-added": N_("Your appointment is added."),
    "appointment-changed": N_("Your appointment is changed."),
    "appointment-restored": N_("Your appointment is back."),
    "absence-disputed": N_("Thank you. Your message is sent to the person who accompanies you."),
    "feed-made": N_("Your calendar address is ready."),
    "feed-revoked": N_("The calendar address no longer works."),
    "contacts-saved": N_("Your contact details are saved."),
    "reminders-saved": N_("Your choices are saved."),
    "browser-removed": N_("This device no longer receives reminders."),
    "test-sent": N_("The test is sent. It arrives within a minute."),
    "test-failed": N_("The test did not leave. Here is how to check your phone."),
    "invitation-revoked": N_("The invitation no longer works."),
    "matched": N_("The appointment is now in this person's file."),
    "guidance-saved": N_("What to bring is saved."),
    "booking-cancelled": N_("The appointment is cancelled."),
    "booking-changed": N_("The appointment is changed."),
    "outcome-saved": N_("What came of it is saved."),
    "appointment-proposed": N_("The appointment is added to this person's parcours."),
}


def words_of(code: str) -> str | None:
    message = WORDS.get(code)
    return _(message) if message else None
