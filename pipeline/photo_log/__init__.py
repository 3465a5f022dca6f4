"""The photo log, one click a picture: a sheet of what nobody has logged goes out, and its answers come back."""
