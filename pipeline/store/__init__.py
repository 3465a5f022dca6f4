"""The store: what was pulled and what was found, in any SQL database."""
