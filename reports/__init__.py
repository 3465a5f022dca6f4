"""Reports: a frozen view of a run in, bytes out."""
