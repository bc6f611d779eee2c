"""Word lists, party names, topics, thresholds and model weights: data files, no code."""
