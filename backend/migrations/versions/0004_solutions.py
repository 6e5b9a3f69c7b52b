"""Solutions, what she makes of them, and requests to get in."""

import sqlalchemy as sa
from alembic import op

from backend.catalogue.indexing import make_index, remove_index

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "catalogue_feed",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "commune",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("epci", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("code"),
    )
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.create_index("ix_commune_department", ["department"], unique=False)
        batch_op.create_index("ix_commune_epci", ["epci"], unique=False)
        batch_op.create_index("ix_commune_folded", ["folded", "population"], unique=False)

    op.create_table(
        "search_miss_key",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("month"),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("sound", sa.String(), nullable=False),
        sa.Column("frequency", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", "stem"),
    )
    with op.batch_alter_table("search_word", schema=None) as batch_op:
        batch_op.create_index("ix_search_word_sound", ["sound"], unique=False)
        batch_op.create_index("ix_search_word_stem", ["stem"], unique=False)

    op.create_table(
        "structure_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("address_more", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("accessibility_url", sa.String(), nullable=False),
        sa.Column("networks", sa.String(), nullable=False),
        sa.Column("siret", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("quality", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "since"),
    )
    with op.batch_alter_table("structure_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_structure_sheet_feed"), ["feed"], unique=False)
        batch_op.create_index("ix_structure_sheet_until", ["until"], unique=False)

    op.create_table(
        "catalogue_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed"],
            ["catalogue_feed.name"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("catalogue_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogue_import_feed"), ["feed"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_feed"), ["feed"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_territory_id"), ["territory_id"], unique=False)

    op.create_table(
        "postcode",
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commune"],
            ["commune.code"],
        ),
        sa.PrimaryKeyConstraint("postcode", "commune"),
    )
    op.create_table(
        "search_miss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("month", "territory_id", "need", "commune_code", "asker"),
    )
    with op.batch_alter_table("search_miss", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_miss_territory_id"), ["territory_id"], unique=False
        )

    op.create_table(
        "kept_offer",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "offer_id"),
    )
    with op.batch_alter_table("kept_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_offer_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "offer_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("service", "immersion", "training", name="kind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("structure_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("themes", sa.String(), nullable=False),
        sa.Column("fee", sa.String(), nullable=False),
        sa.Column("fee_words", sa.String(), nullable=False),
        sa.Column("publics", sa.String(), nullable=False),
        sa.Column("publics_words", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("address_more", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("modes", sa.String(), nullable=False),
        sa.Column("zones", sa.String(), nullable=False),
        sa.Column("usable_by", sa.String(), nullable=False),
        sa.Column("ways", sa.String(), nullable=False),
        sa.Column("ways_words", sa.String(), nullable=False),
        sa.Column("booking_url", sa.String(), nullable=False),
        sa.Column("weekly_hours", sa.Float(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("quality", sa.Float(), nullable=False),
        sa.Column("tokens", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("offer_id", "since"),
    )
    with op.batch_alter_table("offer_sheet", schema=None) as batch_op:
        batch_op.create_index("ix_offer_sheet_structure", ["structure_code"], unique=False)
        batch_op.create_index("ix_offer_sheet_until", ["until"], unique=False)

    op.create_table(
        "silenced_suggestion",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("silenced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "need"),
    )
    op.create_table(
        "offer_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "wrong",
            sa.Enum(
                "closed",
                "contact",
                "hours",
                "place",
                "conditions",
                "other",
                name="wrong",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("offer_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_remark_offer_id"), ["offer_id"], unique=False)
        batch_op.create_index("ix_offer_remark_open", ["territory_id", "handled_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_remark_person_id"), ["person_id"], unique=False)

    op.create_table(
        "own_offer",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["adviser_id"], ["adviser.id"]),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"]),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"]),
        sa.PrimaryKeyConstraint("offer_id"),
        sa.UniqueConstraint("territory_id", "reference"),
    )
    with op.batch_alter_table("own_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_offer_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index("ix_own_offer_ends_on", ["ends_on"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column(
            "origin",
            sa.Enum("proposed", "asked", "own", name="origin", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "asked",
                "proposed",
                "discussed",
                "agreed",
                "sent",
                "unanswered",
                "waiting",
                "accepted",
                "started",
                "refused",
                "declined",
                "dropped",
                "withdrawn",
                name="status",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreed_version", sa.Integer(), nullable=True),
        sa.Column(
            "way",
            sa.Enum("email", "phone", name="way", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("place_on", sa.Date(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index("ix_referral_adviser", ["adviser_id", "status"], unique=False)
        batch_op.create_index("ix_referral_changed", ["changed_at"], unique=False)
        batch_op.create_index("ix_referral_clock", ["status", "answer_by"], unique=False)
        batch_op.create_index("ix_referral_offer", ["offer_id", "created_at"], unique=False)
        batch_op.create_index("ix_referral_person", ["person_id", "status"], unique=False)

    op.create_table(
        "referral_dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum("email", "phone", name="way", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referral_dispatch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_dispatch_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_dispatch_referral_id"), ["referral_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_dispatch_token_hash"), ["token_hash"], unique=False
        )

    op.create_table(
        "referral_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "move",
            sa.Enum(
                "ask",
                "propose",
                "agree",
                "decline",
                "discuss",
                "say",
                "drop",
                "send",
                "call",
                "accept",
                "put_on_list",
                "refuse",
                "lapse",
                "chase",
                "start",
                "withdraw",
                name="move",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "writer",
            sa.Enum(
                "person",
                "adviser",
                "solution",
                "clock",
                name="writer",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "full",
                "conditions",
                "zone",
                "closed",
                "other",
                name="cause",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"],
            ["adviser.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referral_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_entry_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index("ix_referral_entry_happened", ["happened_at"], unique=False)
        batch_op.create_index("ix_referral_entry_referral", ["referral_id", "id"], unique=False)

    op.add_column(
        "territory",
        sa.Column("referral_days", sa.Integer(), nullable=False, server_default="15"),
    )
    make_index(op.get_bind())


def downgrade() -> None:
    remove_index(op.get_bind())
    op.drop_column("territory", "referral_days")
    with op.batch_alter_table("referral_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_entry_referral")
        batch_op.drop_index("ix_referral_entry_happened")
        batch_op.drop_index(batch_op.f("ix_referral_entry_person_id"))

    op.drop_table("referral_entry")
    with op.batch_alter_table("referral_dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_dispatch_token_hash"))
        batch_op.drop_index(batch_op.f("ix_referral_dispatch_referral_id"))
        batch_op.drop_index(batch_op.f("ix_referral_dispatch_person_id"))

    op.drop_table("referral_dispatch")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_person")
        batch_op.drop_index("ix_referral_offer")
        batch_op.drop_index("ix_referral_clock")
        batch_op.drop_index("ix_referral_changed")
        batch_op.drop_index("ix_referral_adviser")

    op.drop_table("referral")
    with op.batch_alter_table("own_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_own_offer_ends_on")
        batch_op.drop_index(batch_op.f("ix_own_offer_adviser_id"))

    op.drop_table("own_offer")
    with op.batch_alter_table("offer_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_remark_person_id"))
        batch_op.drop_index("ix_offer_remark_open")
        batch_op.drop_index(batch_op.f("ix_offer_remark_offer_id"))

    op.drop_table("offer_remark")
    op.drop_table("silenced_suggestion")
    with op.batch_alter_table("offer_sheet", schema=None) as batch_op:
        batch_op.drop_index("ix_offer_sheet_until")
        batch_op.drop_index("ix_offer_sheet_structure")

    op.drop_table("offer_sheet")
    with op.batch_alter_table("kept_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_offer_offer_id"))

    op.drop_table("kept_offer")
    with op.batch_alter_table("search_miss", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_miss_territory_id"))

    op.drop_table("search_miss")
    op.drop_table("postcode")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_territory_id"))
        batch_op.drop_index(batch_op.f("ix_offer_feed"))

    op.drop_table("offer")
    with op.batch_alter_table("catalogue_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_import_feed"))

    op.drop_table("catalogue_import")
    with op.batch_alter_table("structure_sheet", schema=None) as batch_op:
        batch_op.drop_index("ix_structure_sheet_until")
        batch_op.drop_index(batch_op.f("ix_structure_sheet_feed"))

    op.drop_table("structure_sheet")
    with op.batch_alter_table("search_word", schema=None) as batch_op:
        batch_op.drop_index("ix_search_word_stem")
        batch_op.drop_index("ix_search_word_sound")

    op.drop_table("search_word")
    op.drop_table("search_miss_key")
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.drop_index("ix_commune_folded")
        batch_op.drop_index("ix_commune_epci")
        batch_op.drop_index("ix_commune_department")

    op.drop_table("commune")
    op.drop_table("catalogue_feed")
    op.drop_table("catalogue_edition")
