"""The roof: the store, the clock, the schedule, the secrets and every write."""
