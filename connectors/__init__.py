"""Platforms: one a file; each reads its one source, never writes, never sleeps."""
