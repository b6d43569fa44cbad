/* What links connect, on either side, and in the difference whether each link is right, missed, spurious or wrong. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.SIGNS = { AGREE: "=", CONTRADICT: "≠", ELABORATE: "+" };
  viewer.RELATIONS = { AGREE: "agrees", CONTRADICT: "contradicts", ELABORATE: "elaborates" };
  const LAYERS = { entities: "entity links", events: "event links", claims: "claim links" };

  function add(map, key, value) {
    const known = map.get(key);
    if (known) known.push(value);
    else map.set(key, [value]);
  }

  /* A link whichever end comes first; `label` is empty but for relations of claims. */
  function keyOf(ends, label) {
    return JSON.stringify([label, ...ends.slice().sort()]);
  }

  /* The links of a side: those of each item by its reference, as {other, label, key}, and the relations of claims. */
  viewer.readLinks = function (side, links) {
    const byItem = new Map();
    const relations = [];
    function connect(ends, label) {
      const key = keyOf(ends, label);
      add(byItem, ends[0], { other: ends[1], label: label, key: key });
      add(byItem, ends[1], { other: ends[0], label: label, key: key });
      return key;
    }
    ["entities", "events"].forEach((layer) =>
      (links[layer] || []).forEach(function (cluster) {
        const refs = cluster.members.map(([letter, id]) => viewer.ref(side, letter, id));
        refs.forEach((own, number) => refs.slice(number + 1).forEach((other) => connect([own, other], "")));
      })
    );
    (links.claims || []).forEach(function (each) {
      const ends = [each.first, each.second].map(([letter, id]) => viewer.ref(side, letter, id));
      relations.push({ label: each.label, ends: ends, key: connect(ends, each.label) });
    });
    return { byItem: byItem, relations: relations };
  };

  /* The errors of links as errors to walk through. `foundEnds` are the items that were linked, and `ends` those that stand
     for the link in the difference: of gold, and where an end stands for nothing in gold what was found. */
  viewer.readLinkErrors = function (prediction) {
    viewer.wrongLinks = { gold: new Map(), predicted: new Map(), spurious: new Map() };
    return prediction.link_errors.map(function (told) {
      const gold = told.gold && told.gold.ends.map(([letter, id]) => viewer.ref("gold", letter, id));
      const found = told.predicted && told.predicted.ends.map(([letter, id]) => viewer.ref("predicted", letter, id));
      const meant = told.stand_for.map((end, number) =>
        end ? viewer.ref("gold", end[0], end[1]) : found && found[number]
      );
      const ends = gold || meant;
      const error = {
        isLink: true,
        letter: viewer.itemOf(ends[0]).letter,
        layer: told.layer,
        group: LAYERS[told.layer],
        kind: told.kind,
        label: told.label,
        state: viewer.stateOf(told.kind),
        goldLabel: told.layer === "claims" && told.gold ? told.gold.label : "",
        foundLabel: told.layer === "claims" && told.predicted ? told.predicted.label : "",
        gold: null,
        predicted: null,
        ref: ends[0],
        ends: ends,
        foundEnds: found || [],
        span: [],
      };
      if (gold) viewer.wrongLinks.gold.set(keyOf(gold, error.goldLabel), error);
      if (found) viewer.wrongLinks.predicted.set(keyOf(found, error.foundLabel), error);
      if (!gold) ends.forEach((end) => add(viewer.wrongLinks.spurious, end, error));
      return error;
    });
  };

  viewer.otherEnd = function (error, ref) {
    return error.ends[error.ends[0] === ref ? 1 : 0];
  };

  /* A link within a telling is not counted, and so neither right nor wrong. */
  function withState(side, ref, link) {
    const error = viewer.wrongLinks[side].get(link.key);
    const [one, other] = [ref, link.other].map(viewer.itemOf);
    const isCounted = one && other && one.letter !== other.letter;
    const state = error ? error.state : isCounted ? "right" : null;
    return {
      other: error && side === "predicted" ? viewer.otherEnd(error, ref) : link.other,
      label: link.label,
      state: state,
      error: error || null,
    };
  }

  /* What an item is linked with, as the view has it: {other, label, state, error}, states in the difference alone. */
  viewer.linksOf = function (ref) {
    const side = ref.split(" ", 1)[0];
    const own = viewer.sides[side].links.byItem.get(ref) || [];
    if (viewer.state.view !== "difference")
      return own.map((link) => ({ other: link.other, label: link.label, state: null, error: null }));
    const spurious = side === "gold" ? viewer.wrongLinks.spurious.get(ref) || [] : [];
    return own
      .map((link) => withState(side, ref, link))
      .concat(
        spurious.map((error) => ({
          other: viewer.otherEnd(error, ref),
          label: error.foundLabel,
          state: "spurious",
          error: error,
        }))
      );
  };

  /* The relations of claims, as the view has them: {ends, label, state, error}. */
  viewer.relations = function () {
    const relations = viewer.sides[viewer.mainSide()].links.relations;
    if (viewer.state.view !== "difference")
      return relations.map((each) => ({ ends: each.ends, label: each.label, state: null, error: null }));
    const spurious = viewer.errors.filter(
      (error) => error.isLink && error.layer === "claims" && error.state === "spurious"
    );
    return relations
      .map(function (each) {
        const error = viewer.wrongLinks.gold.get(each.key) || null;
        return { ends: each.ends, label: each.label, state: error ? error.state : "right", error: error };
      })
      .concat(
        spurious.map((error) => ({ ends: error.ends, label: error.foundLabel, state: "spurious", error: error }))
      );
  };

  /* The state of a link in words, with what was found instead of a wrong label. */
  viewer.stateWords = function (link) {
    return link.state === "wrong" ? "wrong: found " + link.error.foundLabel.toLowerCase() : link.state;
  };

  /* What a screen reader says of an item. */
  viewer.nameOf = function (item) {
    const parts = [viewer.NAMES[item.layer], item.label, item.title];
    if (item.layer === "entities") {
      const count = item.data.mentions.length;
      parts.push(count + (count === 1 ? " mention" : " mentions"));
    }
    viewer.linksOf(item.ref).forEach(function (link) {
      const words = link.label ? viewer.RELATIONS[link.label] + " with the other telling" : "also in the other telling";
      parts.push(words + (link.state && link.state !== "right" ? " (" + viewer.stateWords(link) + ")" : ""));
    });
    return Array.from(new Set(parts)).join(", ");
  };
})();
