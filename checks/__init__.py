"""Rules: one a file; pure functions over the frames of one school, and the pure engines they rest on."""
