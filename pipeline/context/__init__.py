"""What a model is told: gathered by declared need, fitted to what it can read, framed as data."""
