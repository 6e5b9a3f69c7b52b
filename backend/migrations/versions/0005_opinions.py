"""Her opinion of the support, what is published of it, and what professionals learn from it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_key",
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("quarter"),
    )
    op.create_table(
        "survey_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("territory_id", "quarter"),
    )
    op.create_table(
        "survey_stop",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "improvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(["release_id"], ["survey_release.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_improvement_structure_id"), ["structure_id"], unique=False
        )
        batch_op.create_index(
            "ix_improvement_territory", ["territory_id", "published_at"], unique=False
        )

    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("needed", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_practice_structure_id"), ["structure_id"], unique=False
        )
        batch_op.create_index("ix_practice_territory", ["territory_id", "moment"], unique=False)

    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("territory_id", "moment", "version"),
    )
    op.create_table(
        "survey_comment",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column(
            "face",
            sa.Enum("good", "medium", "bad", name="face", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "accepted", "refused", name="commentstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column(
            "refusal",
            sa.Enum(
                "names",
                "insult",
                "off_topic",
                "not_sure",
                name="refusal",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_comment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_survey_comment_state", ["territory_id", "state", "week"], unique=False
        )
        batch_op.create_index(
            "ix_survey_comment_shown",
            ["territory_id", "quarter", "state", "token", "moment"],
            unique=False,
        )

    op.create_table(
        "survey_moderator",
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("adviser_id"),
    )
    with op.batch_alter_table("survey_moderator", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_moderator_territory_id"), ["territory_id"], unique=False
        )

    op.create_table(
        "improvement_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("improvement_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["improvement_id"], ["improvement.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "improvement_id"),
    )
    with op.batch_alter_table("improvement_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_improvement_notice_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index("ix_improvement_notice_told", ["told_at"], unique=False)

    op.create_table(
        "joint_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("practice_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("joint_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joint_session_adviser_id"), ["adviser_id"], unique=False
        )
        batch_op.create_index("ix_joint_session_start", ["territory_id", "starts_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_joint_session_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "practice_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "helps",
                "a_little",
                "does_not",
                "too_early",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("practice_id", "structure_id"),
    )
    with op.batch_alter_table("practice_trial", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_practice_trial_adviser_id"), ["adviser_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_practice_trial_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "survey_answer",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("respondent", sa.String(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
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
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column(
            "face",
            sa.Enum("good", "medium", "bad", name="face", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "first",
            sa.Enum(
                "yes", "a_little", "no", "do_not_know", name="said", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "second",
            sa.Enum(
                "yes", "a_little", "no", "do_not_know", name="said", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column(
            "helped",
            sa.Enum(
                "yes", "a_little", "no", "do_not_know", name="said", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("obstacles", sa.String(), nullable=False),
        sa.Column("has_words", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.create_index("ix_survey_answer_quarter", ["territory_id", "quarter"], unique=False)

    op.create_table(
        "survey_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
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
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "skipped",
                "expired",
                "sealed",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "moment", "subject_id"),
    )
    with op.batch_alter_table("survey_request", schema=None) as batch_op:
        batch_op.create_index("ix_survey_request_asked", ["asked_at"], unique=False)
        batch_op.create_index("ix_survey_request_person", ["person_id", "asked_at"], unique=False)
        batch_op.create_index(
            "ix_survey_request_quarter", ["territory_id", "quarter"], unique=False
        )
        batch_op.create_index("ix_survey_request_state", ["state", "expires_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_survey_request_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "survey_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column(
            "cut",
            sa.Enum(
                "territory",
                "structure",
                "moment",
                "theme",
                "structure_moment",
                name="cut",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "claim",
                "review",
                "job",
                "referral",
                "step",
                "appointment",
                name="moment",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
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
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "satisfaction",
                "helped",
                "obstacles",
                "first",
                "second",
                "reached",
                name="asked",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("questionnaire_id", sa.Integer(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
        ),
        sa.ForeignKeyConstraint(["release_id"], ["survey_release.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("survey_result", schema=None) as batch_op:
        batch_op.create_index(
            "ix_survey_result_release", ["release_id", "cut", "question"], unique=False
        )
        batch_op.create_index("ix_survey_result_structure", ["structure_id", "cut"], unique=False)

    op.create_table(
        "joint_session_attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(["session_id"], ["joint_session.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "adviser_id"),
    )
    with op.batch_alter_table("joint_session_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joint_session_attendance_adviser_id"), ["adviser_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("joint_session_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_session_attendance_adviser_id"))

    op.drop_table("joint_session_attendance")
    with op.batch_alter_table("survey_result", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_result_structure")
        batch_op.drop_index("ix_survey_result_release")

    op.drop_table("survey_result")
    with op.batch_alter_table("survey_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_request_structure_id"))
        batch_op.drop_index("ix_survey_request_state")
        batch_op.drop_index("ix_survey_request_quarter")
        batch_op.drop_index("ix_survey_request_person")
        batch_op.drop_index("ix_survey_request_asked")

    op.drop_table("survey_request")
    with op.batch_alter_table("survey_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_answer_quarter")

    op.drop_table("survey_answer")
    with op.batch_alter_table("practice_trial", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_trial_structure_id"))
        batch_op.drop_index(batch_op.f("ix_practice_trial_adviser_id"))

    op.drop_table("practice_trial")
    with op.batch_alter_table("joint_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_session_structure_id"))
        batch_op.drop_index("ix_joint_session_start")
        batch_op.drop_index(batch_op.f("ix_joint_session_adviser_id"))

    op.drop_table("joint_session")
    with op.batch_alter_table("improvement_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_improvement_notice_told")
        batch_op.drop_index(batch_op.f("ix_improvement_notice_person_id"))

    op.drop_table("improvement_notice")
    with op.batch_alter_table("survey_moderator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_moderator_territory_id"))

    op.drop_table("survey_moderator")
    with op.batch_alter_table("survey_comment", schema=None) as batch_op:
        batch_op.drop_index("ix_survey_comment_shown")
        batch_op.drop_index("ix_survey_comment_state")

    op.drop_table("survey_comment")
    op.drop_table("questionnaire")
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_index("ix_practice_territory")
        batch_op.drop_index(batch_op.f("ix_practice_structure_id"))
        batch_op.drop_index(batch_op.f("ix_practice_adviser_id"))

    op.drop_table("practice")
    with op.batch_alter_table("improvement", schema=None) as batch_op:
        batch_op.drop_index("ix_improvement_territory")
        batch_op.drop_index(batch_op.f("ix_improvement_structure_id"))

    op.drop_table("improvement")
    op.drop_table("survey_stop")
    op.drop_table("survey_release")
    op.drop_table("survey_key")
