"""Sections: one heading of a report a file."""
