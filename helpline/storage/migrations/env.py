"""Alembic's entry: `helpline.storage.migrate` passes the open connection."""

from alembic import context

from helpline.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
