"""The rules, one a file: each says what it reads, how much it matters, and why."""
