"""People: one head, one body, any number of hands to draw them with."""
