/* What an extraction holds as items with marks in the text. An item goes by a reference: its side, "gold" or
   "predicted", and its key, the letter of its article and its id: "gold a:e1". */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.LAYERS = ["entities", "dates", "events", "claims"];
  viewer.NAMES = { entities: "Entity", dates: "Date", events: "Event", claims: "Claim" };

  viewer.ref = function (side, letter, id) {
    return side + " " + letter + ":" + id;
  };
  viewer.sameSpan = function (one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
  };

  /* One mark for each fragment; `first` and `last` tell where the whole span begins and ends. */
  function marksOf(item, part, span, detail) {
    const size = span.reduce((sum, each) => sum + each.end - each.start, 0);
    return span.map((each, number) =>
      Object.assign(
        {
          item: item,
          part: part,
          span: span,
          start: each.start,
          end: each.end,
          size: size,
          first: number === 0,
          last: number === span.length - 1,
        },
        detail
      )
    );
  }
  viewer.marksOf = marksOf;

  const PARTS = {
    entities: (item, data) =>
      data.mentions.flatMap((each) => marksOf(item, "entity", each.span, { level: each.level || "NAM" })),
    dates: (item, data) => marksOf(item, "date", data.span),
    events: (item, data) => data.triggers.flatMap((each) => marksOf(item, "event", each)),
    claims: (item, data) => ["content", "source", "cue"].flatMap((part) => marksOf(item, part, data[part] || [])),
  };

  function titleOf(layer, data, words) {
    if (layer === "entities") {
      const named = data.mentions.find((each) => (each.level || "NAM") === "NAM") || data.mentions[0];
      return data.name || (named ? words(named.span) : data.id);
    }
    if (layer === "dates") return words(data.span);
    if (layer === "events") return data.triggers.length ? words(data.triggers[0]) : data.id;
    return words(data.content || []) || words(data.cue || []) || data.id;
  }

  function labelOf(layer, data) {
    return layer === "dates" ? data.type + " " + data.value : layer === "claims" ? data.stance || "ASSERTS" : data.type;
  }

  function itemsOf(side, letter, extraction) {
    const points = viewer.texts.get(letter);
    const words = (span) => viewer.words(points, span);
    return viewer.LAYERS.flatMap((layer) =>
      (extraction[layer] || []).map(function (data) {
        const item = { side: side, letter: letter, id: data.id, layer: layer, data: data };
        item.ref = viewer.ref(side, letter, data.id);
        item.title = titleOf(layer, data, words);
        item.label = labelOf(layer, data);
        item.marks = PARTS[layer](item, data);
        item.fillers = (data.arguments || [])
          .filter((each) => !each.filler)
          .flatMap((each) => marksOf(item, "argument", each.span || []));
        return item;
      })
    );
  }

  /* An item by its reference, undefined where links name what is not there. */
  viewer.itemOf = function (ref) {
    const side = viewer.sides[ref.split(" ", 1)[0]];
    return side && side.items.get(ref);
  };

  /* A side of the story, from pairs of letter and extraction. */
  viewer.readSide = function (side, extractions, links) {
    const items = new Map();
    extractions.forEach(function ([letter, extraction]) {
      itemsOf(side, letter, extraction).forEach((item) => items.set(item.ref, item));
    });
    return { items: items, links: viewer.readLinks(side, links) };
  };
})();
