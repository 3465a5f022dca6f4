"""Mail: reports to the people they are for, over one configured server, never in clear."""
