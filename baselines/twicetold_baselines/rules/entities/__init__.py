"""Who and what an article names, and which words mean the same: the layer of entities."""
