"""The worklist between two reports: what people said of it, what was seen of that since, what they read by hand."""
