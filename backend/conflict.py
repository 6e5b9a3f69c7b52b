"""What a domain raises when something moved meanwhile: shown once, in web/errors.py."""


class Conflict(Exception):
    """What was asked can no longer be done, or never could: nothing was changed."""
