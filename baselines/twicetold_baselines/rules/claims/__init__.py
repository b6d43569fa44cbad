"""Who claims what: cues, contents, sources and stance."""
