"""Style capsules: how something is told or shown, in words, samples and measures."""
