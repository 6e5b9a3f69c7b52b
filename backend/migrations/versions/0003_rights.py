"""Rights: claims and their thread, the watch, groups, consent, retention, the audit chain."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "answer_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "change_project",
                "contest_objective",
                "other_orientation",
                "other_referent",
                "reduced_hours",
                "no_news",
                "other_territory",
                "joint_interview",
                "social_support",
                "observations",
                "rsa_decision",
                "access_data",
                "correct_data",
                "object_data",
                "erase_data",
                "accessibility",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "partly", "refused", name="outcome", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_template_territory_id"), ["territory_id"], unique=False
        )

    op.create_table(
        "legal_contact",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "body",
            sa.Enum(
                "president",
                "tribunal",
                "cada",
                "cnil",
                "data_protection",
                "defender",
                "accessibility",
                name="body",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("territory_id", "body"),
    )
    op.create_table(
        "watch_rule",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "worry",
            sa.Enum(
                "no_referent",
                "no_contact",
                "no_appointment",
                "no_next_step",
                "late_orientation",
                "late_contract",
                name="worry",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("head_start_days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("territory_id", "worry"),
    )
    op.create_table(
        "watch_run",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("changes_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ran_for", sa.Date(), nullable=True),
        sa.Column("rules", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("territory_id"),
    )
    op.create_table(
        "claim_draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "change_project",
                "contest_objective",
                "other_orientation",
                "other_referent",
                "reduced_hours",
                "no_news",
                "other_territory",
                "joint_interview",
                "social_support",
                "observations",
                "rsa_decision",
                "access_data",
                "correct_data",
                "object_data",
                "erase_data",
                "accessibility",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "kind"),
    )
    op.create_table(
        "claim_rule",
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "change_project",
                "contest_objective",
                "other_orientation",
                "other_referent",
                "reduced_hours",
                "no_news",
                "other_territory",
                "joint_interview",
                "social_support",
                "observations",
                "rsa_decision",
                "access_data",
                "correct_data",
                "object_data",
                "erase_data",
                "accessibility",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("delay", sa.String(), nullable=True),
        sa.Column(
            "silence",
            sa.Enum(
                "rejection", "acceptance", "nothing", name="silence", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column(
            "appeal",
            sa.Enum(
                "ordinary",
                "rapo",
                "rapo_done",
                "cada",
                "cnil",
                "defender",
                "none",
                name="appeal",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("territory_id", "kind"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "to",
            sa.Enum("e_notification", name="consentto", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_person", ["person_id", "to", "revoked_at"], unique=False)

    op.create_table(
        "retention",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("look_on", sa.Date(), nullable=False),
        sa.Column("contact_on", sa.Date(), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("retention", schema=None) as batch_op:
        batch_op.create_index("ix_retention_look", ["look_on", "person_id"], unique=False)

    op.create_table(
        "signal",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "worry",
            sa.Enum(
                "no_referent",
                "no_contact",
                "no_appointment",
                "no_next_step",
                "late_orientation",
                "late_contract",
                name="worry",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("desk_from", sa.Date(), nullable=False),
        sa.Column("hers_from", sa.Date(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "worry"),
    )
    op.create_table(
        "watch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("look_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index("ix_watch_look", ["look_on", "person_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "change_project",
                "contest_objective",
                "other_orientation",
                "other_referent",
                "reduced_hours",
                "no_news",
                "other_territory",
                "joint_interview",
                "social_support",
                "observations",
                "rsa_decision",
                "access_data",
                "correct_data",
                "object_data",
                "erase_data",
                "accessibility",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.String(), nullable=False),
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
        sa.Column("helper", sa.String(), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "assigned",
                "incomplete",
                "answered",
                "contested",
                "closed",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_from", sa.Date(), nullable=False),
        sa.Column("suspended_days", sa.Integer(), nullable=False),
        sa.Column("missing_since", sa.Date(), nullable=True),
        sa.Column("missing_until", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("escalates_on", sa.Date(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("implied_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "partly", "refused", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reasons_asked_on", sa.Date(), nullable=True),
        sa.Column("contested_on", sa.Date(), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column(
            "silence",
            sa.Enum(
                "rejection", "acceptance", "nothing", name="silence", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "appeal",
            sa.Enum(
                "ordinary",
                "rapo",
                "rapo_done",
                "cada",
                "cnil",
                "defender",
                "none",
                name="appeal",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
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
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index("ix_claim_open_due", ["is_open", "due_on"], unique=False)
        batch_op.create_index("ix_claim_open_escalates", ["is_open", "escalates_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_claim_structure_open", ["structure_id", "is_open", "due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_claim_territory_id"), ["territory_id"], unique=False)

    op.create_table(
        "coordination_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("meets_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("coordination_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coordination_group_adviser_id"), ["adviser_id"], unique=False
        )
        batch_op.create_index(
            "ix_coordination_group_person", ["person_id", "opened_at"], unique=False
        )

    op.create_table(
        "claim_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "move",
            sa.Enum(
                "receive",
                "assign",
                "say",
                "ask_missing",
                "complete",
                "resume",
                "forward",
                "escalate",
                "imply",
                "answer",
                "ask_reasons",
                "give_reasons",
                "contest",
                "rate",
                "withdraw",
                "close",
                "post",
                name="move",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "writer",
            sa.Enum("person", "adviser", "clock", name="writer", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("accepted", "partly", "refused", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
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
    with op.batch_alter_table("claim_entry", schema=None) as batch_op:
        batch_op.create_index("ix_claim_entry_claim", ["claim_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_entry_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_claim_entry_told", ["writer", "happened_at"], unique=False)
        batch_op.create_index("ix_claim_entry_until", ["move", "until"], unique=False)

    op.create_table(
        "group_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("carried_by_id", sa.Integer(), nullable=True),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("agrees", "disagrees", name="answer", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("answer_words", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["carried_by_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["coordination_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("group_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_decision_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_group_decision_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["coordination_group.id"],
        ),
        sa.PrimaryKeyConstraint("group_id", "adviser_id"),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_member_adviser_id"), ["adviser_id"], unique=False
        )

    op.create_table(
        "claim_reading",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["claim_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    with op.batch_alter_table("claim_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_reading_person_id"), ["person_id"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["claim_entry.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("claim_id", "entry_id"),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_person_id"), ["person_id"], unique=False)

    op.add_column(
        "accompaniment",
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            server_default="2026-01-01 00:00:00+00:00",
        ),
    )
    with op.batch_alter_table("accompaniment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_accompaniment_changed_at"), ["changed_at"], unique=False
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_created_at"), ["created_at"], unique=False)

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_changed", ["changed_at"], unique=False)

    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index("ix_objective_changed", ["changed_at"], unique=False)

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index("ix_observation_changed", ["changed_at"], unique=False)

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("ix_step_changed", ["changed_at"], unique=False)

    op.add_column(
        "structure", sa.Column("is_team", sa.Boolean(), nullable=False, server_default=sa.false())
    )

    op.execute(
        "UPDATE territory SET languages = 'fr,fr-x-simple,en,ar' WHERE languages = 'fr,en,ar'"
    )
    refuse_rewriting(op.get_bind().dialect.name)


# What is only added: a claim's entry may still pass to the other of two files that become one.
ENTRY_COLUMNS = (
    "id, claim_id, move, writer, adviser_id, function, structure_id, outcome, until, happened_at,"
    " words"
)
GUARDS = {
    "audit_entry_no_update": "UPDATE ON audit_entry",
    "audit_entry_no_delete": "DELETE ON audit_entry",
    "claim_entry_no_update": f"UPDATE OF {ENTRY_COLUMNS} ON claim_entry",
}


def refuse_rewriting(dialect: str) -> None:
    if dialect == "sqlite":
        for name, which in GUARDS.items():
            table = name.removesuffix("_no_update").removesuffix("_no_delete")
            refusal = f"SELECT RAISE(ABORT, '{table}: rows are only added')"
            op.execute(f"CREATE TRIGGER {name} BEFORE {which} BEGIN {refusal}; END")
        return
    op.execute("""
        CREATE OR REPLACE FUNCTION parcours_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': rows are only added'; END $$
    """)
    refuses = "EXECUTE FUNCTION parcours_only_added()"
    for name, which in GUARDS.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {which} FOR EACH ROW {refuses}")
    op.execute(
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry"
        f" FOR EACH STATEMENT {refuses}"
    )


def downgrade() -> None:
    op.execute("UPDATE territory SET languages = replace(languages, 'fr,fr-x-simple', 'fr')")
    op.execute("UPDATE person SET language = 'fr' WHERE language = 'fr-x-simple'")
    op.execute("UPDATE adviser SET language = 'fr' WHERE language = 'fr-x-simple'")
    op.execute("DELETE FROM delivery WHERE subject = 'claim'")
    op.drop_column("structure", "is_team")

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index("ix_step_changed")

    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("ix_observation_changed")

    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.drop_index("ix_objective_changed")

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index("ix_review_changed")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_created_at"))

    with op.batch_alter_table("accompaniment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accompaniment_changed_at"))
    op.drop_column("accompaniment", "changed_at")

    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_person_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_claim_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("claim_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_reading_person_id"))

    op.drop_table("claim_reading")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_adviser_id"))

    op.drop_table("group_member")
    with op.batch_alter_table("group_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_decision_person_id"))
        batch_op.drop_index(batch_op.f("ix_group_decision_group_id"))

    op.drop_table("group_decision")
    with op.batch_alter_table("claim_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_entry_until")
        batch_op.drop_index("ix_claim_entry_told")
        batch_op.drop_index(batch_op.f("ix_claim_entry_person_id"))
        batch_op.drop_index("ix_claim_entry_claim")

    op.drop_table("claim_entry")
    with op.batch_alter_table("coordination_group", schema=None) as batch_op:
        batch_op.drop_index("ix_coordination_group_person")
        batch_op.drop_index(batch_op.f("ix_coordination_group_adviser_id"))

    op.drop_table("coordination_group")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_territory_id"))
        batch_op.drop_index("ix_claim_structure_open")
        batch_op.drop_index(batch_op.f("ix_claim_person_id"))
        batch_op.drop_index("ix_claim_open_escalates")
        batch_op.drop_index("ix_claim_open_due")
        batch_op.drop_index(batch_op.f("ix_claim_adviser_id"))

    op.drop_table("claim")
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.drop_index("ix_watch_look")

    op.drop_table("watch")
    op.drop_table("signal")
    with op.batch_alter_table("retention", schema=None) as batch_op:
        batch_op.drop_index("ix_retention_look")

    op.drop_table("retention")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_person")

    op.drop_table("consent")
    op.drop_table("claim_rule")
    op.drop_table("claim_draft")
    op.drop_table("watch_run")
    op.drop_table("watch_rule")
    op.drop_table("legal_contact")
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_template_territory_id"))

    op.drop_table("answer_template")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION parcours_only_added()")
