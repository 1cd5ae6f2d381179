"""A private PostgreSQL server for a site without DATABASE_URL, as a Django database engine."""
