/* Marked text: each run of it a span that says to which items its words belong, with signs before and after. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;
  const DEEPEST = 3;
  /* Contents are long and arguments lie in other marks: what is wrong with them is told by signs alone. */
  const FRAMED = new Set(["entity", "date", "event", "source", "cue"]);
  const STATES = ["right", "missed", "spurious", "wrong"];

  /* From a reference to the spans that are its words, of these the contents of a claim, the spans of its fillers, and its
     handle; built anew with the text. */
  viewer.shown = new Map();
  /* From a span in the page to its run. */
  viewer.runAt = new WeakMap();

  viewer.shownOf = function (ref) {
    let shown = viewer.shown.get(ref);
    if (!shown) {
      shown = { runs: [], contents: [], fillers: [], handle: null };
      viewer.shown.set(ref, shown);
    }
    return shown;
  };

  /* The side that the view is of: the difference is of gold, and what was found instead stands beside it. */
  viewer.mainSide = function () {
    return viewer.state.view === "prediction" ? "predicted" : "gold";
  };

  /* The first of some spans in the text, whichever was marked first. */
  viewer.firstOf = function (spans) {
    return spans.reduce(
      (first, each) => (!first || viewer.runAt.get(each).start < viewer.runAt.get(first).start ? each : first),
      null
    );
  };

  function addTo(list, each) {
    if (!list.includes(each)) list.push(each);
  }

  function classesOf(run, isGap, main) {
    const classes = isGap ? ["gap"] : [];
    let depth = 0;
    run.marks.forEach(function (mark) {
      if (mark.part === "argument") return;
      addTo(classes, "mark");
      addTo(classes, mark.part);
      const [isFirst, isLast] = [mark.start === run.start, mark.end === run.end];
      if (mark.state && FRAMED.has(mark.part)) {
        addTo(classes, mark.state);
        if (isFirst) addTo(classes, "from-" + mark.state);
        if (isLast) addTo(classes, "to-" + mark.state);
      }
      if (mark.part !== "entity") return;
      if (mark.item.side === main) depth += 1;
      if (isFirst) addTo(classes, "from");
      if (isLast) addTo(classes, "to");
    });
    if (depth > 1) classes.push("depth-" + Math.min(depth, DEEPEST));
    return classes.join(" ");
  }

  /* The view of gold or of a prediction shows one side, as data-item; the difference keeps what was found apart. */
  function spanOf(run, words, isGap, main) {
    const span = document.createElement("span");
    span.textContent = words;
    const [items, predicted, layers] = [[], [], []];
    run.marks.forEach(function (mark) {
      const shown = viewer.shownOf(mark.item.ref);
      if (mark.part === "argument") {
        shown.fillers.push(span);
        return;
      }
      shown.runs.push(span);
      if (mark.part === "content" && !isGap) shown.contents.push(span);
      addTo(mark.item.side === main ? items : predicted, mark.item.letter + ":" + mark.item.id);
      addTo(layers, mark.item.layer);
    });
    if (items.length) span.dataset.item = items.join(" ");
    if (predicted.length) span.dataset.predicted = predicted.join(" ");
    if (layers.length) span.dataset.layer = layers.join(" ");
    const classes = classesOf(run, isGap, main);
    if (classes) span.className = classes;
    viewer.runAt.set(span, run);
    return span;
  }

  function handleOf(item) {
    const handle = element("button", {
      type: "button",
      class: "handle",
      tabindex: "-1",
      "aria-label": viewer.nameOf(item),
    });
    handle.dataset.ref = item.ref;
    viewer.shownOf(item.ref).handle = handle;
    return handle;
  }

  function aside(kind, text) {
    return element("i", { class: kind, "data-text": text, "aria-hidden": "true" });
  }

  /* What stands before a run: the handles of items that begin here, and the corner of a content. */
  function openings(run, into) {
    run.handled.forEach((item) => into.append(handleOf(item)));
    run.marks.forEach(function (mark) {
      if (mark.part === "content" && mark.start === run.start && mark.first) into.append(aside("corner", "⌜"));
    });
  }

  /* What stands after a run: the types of names that end here, the corner of a content, the signs of a difference. */
  function closings(run, into) {
    const ending = run.marks.filter((mark) => mark.end === run.end && mark.last);
    const [types, states] = [[], []];
    ending.forEach(function (mark) {
      if (mark.part === "entity" && mark.level === "NAM") addTo(types, mark.item.label);
      if (mark.state) addTo(states, mark.state);
    });
    types.forEach((type) => into.append(aside("tag", type)));
    ending.forEach(function (mark) {
      if (mark.part === "content") into.append(aside("corner closing", "⌟"));
    });
    STATES.filter((state) => states.includes(state)).forEach((state) =>
      into.append(aside("sign " + state, viewer.STATES[state]))
    );
  }

  /* Some runs of a text as a fragment; between paragraphs there are no signs. */
  viewer.fragmentOf = function (runs, points, isGap) {
    const main = viewer.mainSide();
    const fragment = document.createDocumentFragment();
    runs.forEach(function (run) {
      const words = points.slice(run.start, run.end).join("");
      if (!run.marks.length) {
        fragment.append(words);
        return;
      }
      if (!isGap) openings(run, fragment);
      fragment.append(spanOf(run, words, isGap, main));
      if (!isGap) closings(run, fragment);
    });
    return fragment;
  };
})();
