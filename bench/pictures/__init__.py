"""What the picture bench draws, how it lays it out, and how it tells two drawings apart."""
