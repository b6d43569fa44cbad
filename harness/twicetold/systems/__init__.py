"""Systems under test: what one must be, how one is found, and how what it hands back is read."""
