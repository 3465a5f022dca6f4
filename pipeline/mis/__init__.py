"""Registers as schools' information systems (Arbor, SIMS, Bromcom, Wonde, CTF ...) write them, read as ours."""
