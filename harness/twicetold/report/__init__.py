"""Scores and stories to something a person looks at."""
