"""What alembic runs to migrate: on the connection it is given, in the transaction that is open."""

from __future__ import annotations

from alembic import context

from foedus.record.migrations import VERSION_TABLE
from foedus.record.tables import metadata

__all__: list[str] = []

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
