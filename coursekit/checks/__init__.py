"""Running checks and reporting what they found."""
