"""What the trust says about itself: models, YAML loading, shipped packs, word lists, demo trust."""
