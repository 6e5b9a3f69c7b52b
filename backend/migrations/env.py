"""How Alembic reaches the database: with the engine that backend.migrations.run gives it."""

from alembic import context

from backend.catalogue.indexing import INDEX
from backend.tables import METADATA

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,  # SQLite cannot alter a column in place
        compare_type=True,
        include_name=lambda name, *_: not str(name).startswith(INDEX),  # made by statements
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
