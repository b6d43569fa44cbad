"""TimeML 1.2.1, as TimeBank and TempEval-3 have it: a file for each article, with TIMEX3 and EVENT within its text.

The text is what TEXT holds, decoded, to the last newline; without TEXT, DOCID and DCT it is all that the file holds, as
in TimeBank 1.2. The document creation time is the publication date, and no date of the article unless it stands in the
text. A file is a story of its own, but `story@article.tml`, the name that is written, is an article of that story.

A date is a TIMEX3 with its type, value and mod; its anchor is its anchorTimeID, unless that is the creation time.
An event is an EVENT with its MAKEINSTANCEs, or those EVENTs that TLINKs declare to be IDENTITY, each a trigger. It is
NEGATIVE if all that is said of it is NEG, and OTHER if all has a modality or the tense FUTURE: as in our own gold, one
trigger that is neither is enough. SLINKs, which say of more events that they are not settled, are passed over; so
realis is not scored.

What is written has the class OCCURRENCE, no tense and no aspect, and the modality OTHER for that realis. Ids that are
`t1` or `e1` are kept, others are numbered anew. Within the text marks neither nest nor overlap: of those that do, the
first is kept, and of those that begin together the longest.
"""

from __future__ import annotations

from twicetold.formats.format import Format
from twicetold.formats.timeml.files import recognises
from twicetold.formats.timeml.reading import read
from twicetold.formats.timeml.writing import write

FORMAT = Format(
    name="timeml",
    title="TimeML, as in TimeBank and TempEval-3",
    holds={
        "dates": "type, value, mod and anchor of whole spans that do not overlap",
        "events": "triggers, polarity, and whether realis is OTHER",
    },
    measures=("dates.*", "events.trigger.id", "events.polarity"),
    recognises=recognises,
    read=read,
    write=write,
)
