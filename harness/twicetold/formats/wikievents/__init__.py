"""WikiEvents (Li, Ji and Han 2021): JSON Lines of documents, and files of clusters in the same folder or in `coref`.

The corpus keeps the lines of an article without what stood between them, and says of each token where in the article
it was. So each line is put in its place, with line feeds between, and offsets are those of the corpus. A document of
which that cannot be done is given as tokens.
"""

from __future__ import annotations

from twicetold.formats.format import Format
from twicetold.formats.wikievents.files import recognises
from twicetold.formats.wikievents.reading import read

FORMAT = Format(
    name="wikievents",
    title="WikiEvents: JSON Lines of documents, with their files of clusters",
    holds={"entities": "mentions by their heads, and clusters", "events": "types, triggers, arguments but Time"},
    measures=("entities.*", "events.trigger.*", "events.argument.*"),
    recognises=recognises,
    read=read,
)
