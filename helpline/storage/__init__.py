"""The database: schema, and one module per noun."""
