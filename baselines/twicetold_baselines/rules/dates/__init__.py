"""When: time expressions, their values, and what they are reckoned from."""
