"""Label Studio: its exports (JSON and JSON-MIN), and our gold as tasks that a person corrects in it and gives back.

Written is a folder: `config.xml`, the labeling configuration with all our types, roles and attributes, and
`tasks.json`, a task for each article with one annotation, whose results say the gold so:

- `data` of a task has `text`, `id`, `published`, `outlet`, `headline`, `genre`, `scored` of the article, and of its
  story `story` (the id), `story_title`, `topic`, `split`, `story_tags`. What is empty is left out. An article without
  gold has no annotation.
- A region is a run of text with a label: `entity` (PER, ORG, …) for a mention, `date` (DATE, …), `event` (a type) for a
  trigger, `claim` (Cue, Content, Source) for a part of a claim, `part` (Head, Argument) for the head of a mention and
  for words that fill a role.
- A region is contiguous. Of a span of several fragments the first is the region, and relations `fragment` lead from it
  to the others, which have the same label.
- Attributes stand on regions: `level`, `tags` on mentions; `value`, `mod`, `tags` on dates. Those of a whole entity
  (`name`, `entity_tags`), event (`polarity`, `realis`, `tags`) or claim (`mode`, `stance`, `tags`) stand on its first
  region: first mention, first trigger, cue (or content, or source, where there is no cue).
- A relation has one or several labels: `same` from the first mention of an entity, or trigger of an event, to each
  other; `head` from a mention; `anchor` from a date to that which it is reckoned from; `content` and `source` from the
  cue; `entity` from the source (or the claim's first region) to the entity it is; `nested` from a claim to the one
  that holds it; a role from a trigger to what fills it. Label Studio keeps one relation from one region to another, so
  that the roles of one filler are labels of one relation.
- Ids are in the `meta` of regions: `id` on the first region of an item, `of` on its others. `meta.arguments` of a
  trigger has the order of arguments where relations cannot show it. Label Studio keeps ids of regions and `meta` as
  they are, but makes class names of the former, which therefore have letters, digits, `-` and `_` only.

Links between articles have no place in a task.

Read back, what a person has done in the tool counts: relations say what belongs together, whichever mention or trigger
they lead from; new items get new ids; where the first region of an item was deleted, its others stay together. Of
several annotations that which is marked as ground truth is read, else the one that was changed last.

In exports of other projects every region is an entity, a date or an event of its own, as the map of labels has it; a
relation from an event is an argument. JSON-MIN has no relations.

Offsets of regions of a Text are Unicode code points since 2021 (HumanSignal/label-studio-frontend#308), and were UTF-16
code units before; some may count a Windows line end as one character (HumanSignal/label-studio#539). Results mostly
hold the words of a region, which tell. Regions of HyperText are read where its text is no HTML, so that their
`globalOffsets` lead to their words. A text of which the export has the address only is not read.
"""

from __future__ import annotations

from twicetold.formats.format import Format
from twicetold.formats.label_studio.exports import recognises
from twicetold.formats.label_studio.reading import read
from twicetold.formats.label_studio.writing import write

FORMAT = Format(
    name="label-studio",
    title="Label Studio: exports, JSON or JSON-MIN, and tasks to correct in it",
    holds={
        "entities": "all", "dates": "all", "events": "all", "claims": "all that have a cue, content or source",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.*", "claims.*", "twicetold"),
    recognises=recognises,
    read=read,
    write=write,
)  # fmt: skip
