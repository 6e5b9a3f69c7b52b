"""the parcours: steps, project, situation, points de situation, sharing, other tools"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_waiting", ["sent_at", "failed_at", "not_before"], unique=False
        )

    op.create_table(
        "known_person",
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("structure_id", "person_id"),
        sa.UniqueConstraint("structure_id", "reference"),
    )
    with op.batch_alter_table("known_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("written_for", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_person_day", ["person_id", "written_for"], unique=False)

    op.create_table(
        "own_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("own_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_view_person_id"), ["person_id"], unique=False)

    op.create_table(
        "project_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("project_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_project_version_person_at", ["person_id", "written_at"], unique=False
        )

    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "team",
                "project",
                "objectives",
                "steps",
                "appointments",
                "reviews",
                "situation",
                "health",
                "family",
                "own_view",
                "check_ins",
                "notes",
                name="part",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_person_id"), ["person_id"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "parcours",
                "situation",
                "project",
                "review",
                "handover",
                "tool",
                name="purpose",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index("ix_consultation_person_at", ["person_id", "looked_at"], unique=False)

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("from_adviser_id", sa.Integer(), nullable=True),
        sa.Column("to_adviser_id", sa.Integer(), nullable=True),
        sa.Column("is_referent", sa.Boolean(), nullable=False),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_adviser_id"],
            ["adviser.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_person_id"), ["person_id"], unique=False)

    op.create_table(
        "kept_answer",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"],
            ["api_token.id"],
        ),
        sa.PrimaryKeyConstraint("token_id", "key"),
    )
    with op.batch_alter_table("kept_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kept_answer_answered_at"), ["answered_at"], unique=False
        )

    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "done",
                "refused",
                "undone",
                name="mergestate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("moved", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_merge_other_id"), ["other_id"], unique=False)

    op.create_table(
        "objective",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("person", "desk", "api", "file", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "logement",
                "emploi",
                "formation",
                "difficulte_administrative",
                "difficulte_financiere",
                "mobilite",
                "sante",
                "contraintes_familiales",
                "maitrise_langue",
                "numerique",
                "choisir_un_metier",
                "se_former",
                "preparer_sa_candidature",
                "trouver_un_emploi",
                "creer_une_entreprise",
                "s_ouvrir_a_l_international",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_progress",
                "reached",
                "given_up",
                name="objectivestatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("structure_id", "reference"),
    )
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objective_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_objective_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "observation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("person", "desk", "api", "file", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "logement",
                "emploi",
                "formation",
                "difficulte_administrative",
                "difficulte_financiere",
                "mobilite",
                "sante",
                "contraintes_familiales",
                "maitrise_langue",
                "numerique",
                "choisir_un_metier",
                "se_former",
                "preparer_sa_candidature",
                "trouver_un_emploi",
                "creer_une_entreprise",
                "s_ouvrir_a_l_international",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("structure_id", "reference"),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observation_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_observation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_observation_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "own_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("own_view_id", sa.Integer(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "logement",
                "emploi",
                "formation",
                "difficulte_administrative",
                "difficulte_financiere",
                "mobilite",
                "sante",
                "contraintes_familiales",
                "maitrise_langue",
                "numerique",
                "choisir_un_metier",
                "se_former",
                "preparer_sa_candidature",
                "trouver_un_emploi",
                "creer_une_entreprise",
                "s_ouvrir_a_l_international",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "feeling",
            sa.Enum(
                "fine", "hard", "blocks", "silent", name="feeling", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("situations", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["own_view_id"],
            ["own_view.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("own_view_id", "theme"),
    )
    op.create_table(
        "review",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("person", "desk", "api", "file", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("decisions", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("structure_id", "reference"),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index("ix_review_person_held", ["person_id", "held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_review_planned", ["held_on", "planned_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_structure_id"), ["structure_id"], unique=False)

    op.create_table(
        "step",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("person", "desk", "api", "file", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interview",
                "diagnosis",
                "training",
                "immersion",
                "job_search",
                "company_creation",
                "job",
                "housing",
                "health",
                "childcare",
                "mobility",
                "money",
                "administrative",
                "french",
                "digital",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "in_progress",
                "paused",
                "done",
                "abandoned",
                "cancelled",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("placed_on", sa.Date(), nullable=True),
        sa.Column("in_charge_since", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispute_words", sa.String(), nullable=False),
        sa.Column("dispute_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("structure_id", "reference"),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index("ix_step_kind_started", ["kind", "started_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_step_person_placed", ["person_id", "placed_on"], unique=False)
        batch_op.create_index("ix_step_person_status", ["person_id", "status"], unique=False)
        batch_op.create_index("ix_step_status_planned", ["status", "planned_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_structure_id"), ["structure_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_observation_id"), ["observation_id"], unique=False
        )

    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "week_1",
                "month_1",
                "month_3",
                "month_6",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "answer",
            sa.Enum("fine", "trouble", name="answer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("step_id", "moment"),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "objective_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum("mine", "not_mine", name="stance", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["objective_id"],
            ["objective.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("objective_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objective_answer_objective_id"), ["objective_id"], unique=False
        )

    op.create_table(
        "preparation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("went_well", sa.String(), nullable=False),
        sa.Column("blocks", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("preparation", schema=None) as batch_op:
        batch_op.create_index("ix_preparation_person", ["person_id", "review_id"], unique=False)

    op.create_table(
        "review_participant",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.PrimaryKeyConstraint("review_id", "adviser_id"),
    )
    with op.batch_alter_table("review_participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_participant_adviser_id"), ["adviser_id"], unique=False
        )
    op.add_column("accompaniment", _text("purpose"))
    op.add_column(
        "appointment",
        sa.Column("also_adviser_id", sa.Integer(), sa.ForeignKey("adviser.id")),
        inline_references=True,
    )
    op.add_column("appointment", _text("also_function"))
    op.add_column("appointment", _text("also_name"))
    op.create_index("ix_appointment_also_adviser_id", "appointment", ["also_adviser_id"])
    op.add_column(
        "person",
        sa.Column("merged_into_id", sa.Integer(), sa.ForeignKey("person.id")),
        inline_references=True,
    )
    op.add_column(
        "territory", sa.Column("review_months", sa.Integer(), nullable=False, server_default="3")
    )
    op.add_column(
        "territory",
        sa.Column("longest_wait_days", sa.Integer(), nullable=False, server_default="30"),
    )
    _deliveries(
        subject=[
            sa.Column("subject", sa.String(40), nullable=False),
            sa.Column("subject_id", sa.Integer(), nullable=False),
        ],
        unique=["subject", "subject_id"],
        copied=("subject, subject_id", "'appointment', appointment_id", ""),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def _deliveries(
    *, subject: list[sa.Column], unique: list[str], copied: tuple[str, str, str]
) -> None:
    """Makes the table again, whose rows say that something was sent already: they are kept."""
    op.drop_index("ix_delivery_due", "delivery")
    op.drop_index("ix_delivery_person_id", "delivery")
    op.rename_table("delivery", "delivery_before")
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *subject,
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stale_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(*unique, "kind", "occasion", "target"),
    )
    same = (
        "person_id, kind, occasion, channel, target, state, due_at, stale_at, attempts,"
        " lease_until, sent_at, reason"
    )
    into, taken, where = copied
    op.execute(
        f"INSERT INTO delivery ({into}, {same}) SELECT {taken}, {same} FROM delivery_before {where}"  # noqa: S608
    )
    op.drop_table("delivery_before")
    op.create_index("ix_delivery_due", "delivery", ["state", "due_at"])
    op.create_index("ix_delivery_person_id", "delivery", ["person_id"])


def downgrade() -> None:
    _deliveries(
        subject=[
            sa.Column(
                "appointment_id",
                sa.Integer(),
                sa.ForeignKey("appointment.id", ondelete="CASCADE"),
                nullable=False,
            )
        ],
        unique=["appointment_id"],
        copied=(
            "appointment_id",
            "subject_id",
            "WHERE subject = 'appointment' AND subject_id IN (SELECT id FROM appointment)",
        ),
    )
    op.drop_column("territory", "longest_wait_days")
    op.drop_column("territory", "review_months")
    op.drop_column("person", "merged_into_id")
    op.drop_index("ix_appointment_also_adviser_id", "appointment")
    op.drop_column("appointment", "also_name")
    op.drop_column("appointment", "also_function")
    op.drop_column("appointment", "also_adviser_id")
    op.drop_column("accompaniment", "purpose")
    with op.batch_alter_table("review_participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_participant_adviser_id"))

    op.drop_table("review_participant")
    with op.batch_alter_table("preparation", schema=None) as batch_op:
        batch_op.drop_index("ix_preparation_person")

    op.drop_table("preparation")
    with op.batch_alter_table("objective_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objective_answer_objective_id"))

    op.drop_table("objective_answer")
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_in_person_id"))
        batch_op.drop_index(batch_op.f("ix_check_in_adviser_id"))

    op.drop_table("check_in")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_observation_id"))

    op.drop_table("agreement")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_structure_id"))
        batch_op.drop_index("ix_step_status_planned")
        batch_op.drop_index("ix_step_person_status")
        batch_op.drop_index("ix_step_person_placed")
        batch_op.drop_index(batch_op.f("ix_step_person_id"))
        batch_op.drop_index("ix_step_kind_started")
        batch_op.drop_index(batch_op.f("ix_step_adviser_id"))

    op.drop_table("step")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_structure_id"))
        batch_op.drop_index("ix_review_planned")
        batch_op.drop_index(batch_op.f("ix_review_person_id"))
        batch_op.drop_index("ix_review_person_held")
        batch_op.drop_index(batch_op.f("ix_review_adviser_id"))

    op.drop_table("review")
    op.drop_table("own_answer")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observation_structure_id"))
        batch_op.drop_index(batch_op.f("ix_observation_person_id"))
        batch_op.drop_index(batch_op.f("ix_observation_adviser_id"))

    op.drop_table("observation")
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objective_structure_id"))
        batch_op.drop_index(batch_op.f("ix_objective_person_id"))
        batch_op.drop_index(batch_op.f("ix_objective_adviser_id"))

    op.drop_table("objective")
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_other_id"))
        batch_op.drop_index(batch_op.f("ix_merge_kept_id"))

    op.drop_table("merge")
    with op.batch_alter_table("kept_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_answer_answered_at"))

    op.drop_table("kept_answer")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_person_id"))

    op.drop_table("handover")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index("ix_consultation_person_at")

    op.drop_table("consultation")
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_person_id"))

    op.drop_table("share")
    with op.batch_alter_table("project_version", schema=None) as batch_op:
        batch_op.drop_index("ix_project_version_person_at")

    op.drop_table("project_version")
    with op.batch_alter_table("own_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_view_person_id"))

    op.drop_table("own_view")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_person_day")

    op.drop_table("note")
    with op.batch_alter_table("known_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_person_person_id"))

    op.drop_table("known_person")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_waiting")

    op.drop_table("letter")
