"""What registers said of consent before today's: the history that an export of today's state alone does not hold."""
