"""What a token may be used for."""

from enum import StrEnum


class Scope(StrEnum):
    READ_PEOPLE = "people:read"
    WRITE_PEOPLE = "people:write"
    READ_STEPS = "steps:read"
    WRITE_STEPS = "steps:write"
    READ_OBJECTIVES = "objectives:read"
    WRITE_OBJECTIVES = "objectives:write"
    READ_SITUATIONS = "situations:read"
    WRITE_SITUATIONS = "situations:write"
    READ_ADVISERS = "advisers:read"
    WRITE_ADVISERS = "advisers:write"
    READ_HANDOVERS = "handovers:read"
    WRITE_HANDOVERS = "handovers:write"
