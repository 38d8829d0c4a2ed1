"""Where data may go, and who can be compelled to hand it over."""
