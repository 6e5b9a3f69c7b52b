"""What is kept, in words: the parts of her data, as her page shows them."""

from dataclasses import dataclass

from backend.web.language import N_


@dataclass(frozen=True)
class Kind:
    """Rows of one table: how she would call them, and which of their columns she reads."""

    table: str
    title: str
    keys: str  # of the export, separated by spaces; the others are numbers for machines

    @property
    def shown(self) -> list[str]:
        return self.keys.split()


@dataclass(frozen=True)
class Part:
    anchor: str
    title: str
    kinds: tuple[Kind, ...]


PARTS = (
    Part(
        "identite",
        N_("Who you are"),
        (
            Kind(
                "person",
                N_("Your identity"),
                "first_name last_name birth_date email phone language sign_in_name territory"
                " created_at",
            ),
            Kind("person_identifier", N_("Your numbers in other tools"), "system value"),
            Kind("handle", N_("What you type to sign in"), "value"),
            Kind("known_person", N_("Structures that know you"), "structure reference known_at"),
            Kind("merge", N_("Two files made one"), "proposed_at decided_at"),
        ),
    ),
    Part(
        "connexion",
        N_("How you sign in and are reached"),
        (
            Kind("invitation", N_("Invitations"), "created_at expires_at used_at revoked_at"),
            Kind("credential", N_("Passphrase"), "changed_at"),
            Kind("device", N_("Signed-in devices"), "label shared created_at last_seen_at"),
            Kind(
                "subscription",
                N_("Devices that receive reminders"),
                "label created_at reached_at",
            ),
            Kind("preference", N_("Choices about reminders"), "fallback"),
            Kind("calendar_feed", N_("Calendar address"), "created_at"),
            Kind("consent", N_("Agreements you gave"), "words given_at revoked_at"),
        ),
    ),
    Part(
        "equipe",
        N_("The people who accompany you"),
        (
            Kind(
                "accompaniment",
                N_("Who accompanies you"),
                "adviser is_referent purpose started_on ended_on",
            ),
            Kind(
                "handover",
                N_("Changes of person"),
                "from_adviser to_adviser structure happens_on reason announced_at",
            ),
            Kind(
                "coordination_group",
                N_("Groups of professionals"),
                "reason adviser opened_at meets_on closed_at",
            ),
            Kind("group_member", N_("Who is in these groups"), "adviser joined_at"),
            Kind(
                "group_decision",
                N_("What these groups decided"),
                "words adviser carried_by by_when decided_at answer answer_words answered_at"
                " done_at",
            ),
        ),
    ),
    Part(
        "projet",
        N_("Your project"),
        (
            Kind("project_version", N_("Your project, in your words"), "words written_at"),
            Kind(
                "objective",
                N_("Objectives"),
                "words theme status adviser structure set_on ended_on",
            ),
            Kind("objective_answer", N_("Your answers to objectives"), "stance words answered_at"),
        ),
    ),
    Part(
        "situation",
        N_("Your situation"),
        (
            Kind(
                "observation",
                N_("What professionals wrote"),
                "theme situation words adviser structure observed_on ended_on",
            ),
            Kind("agreement", N_("What you said of it"), "agrees words said_at"),
            Kind("own_view", N_("Your own view"), "started_at finished_at shown_at"),
            Kind(
                "own_answer",
                N_("Your view, theme by theme"),
                "theme feeling situations words saved_at",
            ),
        ),
    ),
    Part(
        "etapes",
        N_("Your steps and notes"),
        (
            Kind(
                "step",
                N_("Steps"),
                "kind title status words place planned_on started_on ended_on adviser structure"
                " dispute_words disputed_at removed_at",
            ),
            Kind("note", N_("Your notes"), "written_for words changed_at removed_at"),
            Kind(
                "check_in",
                N_("How you are doing in your job"),
                "moment answer words adviser answered_at handled_at",
            ),
        ),
    ),
    Part(
        "points",
        N_("Points de situation"),
        (
            Kind(
                "review",
                N_("Points de situation"),
                "planned_on held_on agenda decisions adviser structure cancelled_at",
            ),
            Kind("review_participant", N_("Who took part"), "adviser"),
            Kind(
                "preparation",
                N_("What you prepared"),
                "went_well blocks wants saved_at shown_at",
            ),
        ),
    ),
    Part(
        "rendez-vous",
        N_("Your appointments"),
        (
            Kind(
                "appointment",
                N_("Appointments"),
                "starts_at duration_minutes title status place place_name address phone"
                " who_function who_name also_function also_name bring answer answered_at"
                " absence_words removed_at",
            ),
            Kind(
                "waiting_appointment",
                N_("Appointments that wait to be recognised as yours"),
                "structure starts_at received_at",
            ),
        ),
    ),
    Part(
        "demandes",
        N_("Your requests"),
        (
            Kind(
                "claim",
                N_("Requests"),
                "number kind theme words helper structure adviser status received_at due_on"
                " outcome answered_at helped",
            ),
            Kind("claim_entry", N_("What happened to them"), "move function words happened_at"),
            Kind("receipt", N_("Receipts"), "issued_at"),
            Kind("claim_draft", N_("Requests you began"), "kind saved_at"),
            Kind("claim_reading", N_("When you read the answers"), "read_at"),
        ),
    ),
    Part(
        "solutions",
        N_("Solutions"),
        (
            Kind("kept_offer", N_("Solutions you keep"), "offer kept_at"),
            Kind(
                "referral",
                N_("Requests for a solution"),
                "offer status origin reason message details birth_date commune adviser created_at"
                " agreed_at sent_at answer_by answered_at place_on closed_at",
            ),
            Kind(
                "referral_entry",
                N_("What happened to these requests"),
                "move writer adviser words happened_at",
            ),
            Kind(
                "referral_dispatch",
                N_("What was told to a solution, word for word"),
                "way recipient text sent_at",
            ),
            Kind(
                "offer_remark", N_("What you said is no longer right"), "offer wrong words said_at"
            ),
            Kind("silenced_suggestion", N_("What is no longer suggested"), "silenced_at"),
        ),
    ),
    Part(
        "avis",
        N_("Your opinion"),
        (
            Kind(
                "survey_request",
                N_("When your opinion was asked"),
                "moment structure happened_on asked_at state answered_on",
            ),
            Kind("survey_stop", N_("You asked not to be asked any more"), "stopped_at"),
            Kind("improvement_notice", N_("What you were told of"), "told_at"),
        ),
    ),
    Part(
        "rappels",
        N_("Reminders and e-mails"),
        (
            Kind("delivery", N_("Reminders"), "kind due_at sent_at"),
            Kind("letter", N_("E-mails"), "recipient subject text written_at sent_at"),
        ),
    ),
    Part(
        "regards",
        N_("Who sees, and who looked"),
        (
            Kind("share", N_("What you share"), "structure part granted_at revoked_at"),
            Kind(
                "consultation",
                N_("Who looked at your parcours"),
                "structure function purpose looked_at",
            ),
        ),
    ),
    Part(
        "suivi",
        N_("So that nothing is forgotten"),
        (
            Kind("signal", N_("What the watch noticed"), "worry since"),
            Kind("watch", N_("When the watch looks again"), "look_on"),
            Kind("retention", N_("When your file is looked at again"), "look_on warned_at"),
            Kind("kept_answer", N_("Answers to structures’ tools"), "answered_at"),
            Kind("audit_entry", N_("Traces of what was done"), "actor action happened_at"),
        ),
    ),
)
