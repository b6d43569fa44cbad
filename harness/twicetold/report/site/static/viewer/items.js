/* What an extraction holds as items with marks in the text, and what links connect. An item goes by a reference:
   its side, "gold" or "predicted", and its key, the letter of its article and its id: "gold a:e1". */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.LAYERS = ["entities", "dates", "events", "claims"];
  viewer.SIGNS = { AGREE: "=", CONTRADICT: "≠", ELABORATE: "+" };
  const NAMES = { entities: "Entity", dates: "Date", events: "Event", claims: "Claim" };

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

  viewer.readExtraction = function (side, letter, extraction, points) {
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
  };

  /* Links of a side as maps from a reference to what it is linked with: `same` items, and `relations` of claims. */
  viewer.readLinks = function (side, links) {
    const same = new Map();
    const relations = [];
    const byClaim = new Map();
    ["entities", "events"].forEach((layer) =>
      (links[layer] || []).forEach(function (cluster) {
        const refs = cluster.members.map(([letter, id]) => viewer.ref(side, letter, id));
        refs.forEach((own) => same.set(own, (same.get(own) || []).concat(refs.filter((each) => each !== own))));
      })
    );
    (links.claims || []).forEach(function (each) {
      const ends = [each.first, each.second].map(([letter, id]) => viewer.ref(side, letter, id));
      relations.push({ label: each.label, first: ends[0], second: ends[1] });
      ends.forEach(function (own, number) {
        byClaim.set(own, (byClaim.get(own) || []).concat({ label: each.label, other: ends[1 - number] }));
      });
    });
    return { same: same, relations: relations, byClaim: byClaim };
  };

  /* What a screen reader says of an item. */
  viewer.nameOf = function (item) {
    const links = viewer.sides[item.side].links;
    const parts = [NAMES[item.layer], item.label, item.title];
    if (item.layer === "entities") {
      const count = item.data.mentions.length;
      parts.push(count + (count === 1 ? " mention" : " mentions"));
    }
    if (links.same.has(item.ref)) parts.push("also in the other telling");
    (links.byClaim.get(item.ref) || []).forEach((each) =>
      parts.push(each.label.toLowerCase() + "s with the other telling")
    );
    return Array.from(new Set(parts)).join(", ");
  };

  /* An item by its reference, undefined where links name what is not there. */
  viewer.itemOf = function (ref) {
    const side = viewer.sides[ref.split(" ", 1)[0]];
    return side && side.items.get(ref);
  };

  /* A side of the story, from pairs of letter and extraction. */
  viewer.readSide = function (side, extractions, links) {
    const items = new Map();
    extractions.forEach(function ([letter, extraction]) {
      viewer
        .readExtraction(side, letter, extraction, viewer.texts.get(letter))
        .forEach((item) => items.set(item.ref, item));
    });
    return { items: items, links: viewer.readLinks(side, links) };
  };
})();
