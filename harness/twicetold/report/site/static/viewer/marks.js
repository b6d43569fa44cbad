/* Articles with their marks: the text cut into runs, each run a span that says to which items its words belong. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;
  const DEEPEST = 3;
  /* Contents are long and arguments lie in other marks: what is wrong with them is told by signs alone. */
  const FRAMED = new Set(["entity", "date", "event", "source", "cue"]);

  /* From a reference to the spans that are its words, of these the contents of a claim, the spans of its fillers, and its
     handle; built anew with the text. */
  viewer.shown = new Map();
  /* From a span in the page to its marks. */
  viewer.marksAt = new WeakMap();

  function shownOf(ref) {
    if (!viewer.shown.has(ref)) viewer.shown.set(ref, { runs: [], contents: [], fillers: [], handle: null });
    return viewer.shown.get(ref);
  }

  /* The side that the view is of: the difference is of gold, and what was found instead stands beside it. */
  viewer.mainSide = function () {
    return viewer.state.view === "prediction" ? "predicted" : "gold";
  };

  function marksIn(letter) {
    const view = viewer.state.view;
    const isOn = (mark) => viewer.state.layers.has(mark.item.layer);
    if (view === "difference") return viewer.difference(letter, viewer.errors).filter(isOn);
    return Array.from(viewer.sides[viewer.mainSide()].items.values())
      .filter((item) => item.letter === letter)
      .flatMap((item) => item.marks.concat(item.fillers))
      .filter(isOn);
  }

  function classesOf(run) {
    const classes = new Set();
    const depth = run.marks.filter((mark) => mark.part === "entity" && mark.item.side === viewer.mainSide()).length;
    run.marks.forEach(function (mark) {
      if (mark.part !== "argument") classes.add(mark.part);
      if (mark.state && FRAMED.has(mark.part)) {
        classes.add(mark.state);
        if (mark.start === run.start) classes.add("from-" + mark.state);
        if (mark.end === run.end) classes.add("to-" + mark.state);
      }
      if (mark.part === "entity" && mark.start === run.start) classes.add("from");
      if (mark.part === "entity" && mark.end === run.end) classes.add("to");
    });
    if (depth > 1) classes.add("depth-" + Math.min(depth, DEEPEST));
    return Array.from(classes).join(" ");
  }

  function keysOf(marks, side) {
    const keys = marks
      .filter((mark) => mark.item.side === side && mark.part !== "argument")
      .map((mark) => mark.item.letter + ":" + mark.item.id);
    return Array.from(new Set(keys)).join(" ");
  }

  /* The view of gold or of a prediction shows one side, as data-item; the difference keeps what was found apart. */
  function spanOf(run, points, isGap) {
    const span = element("span", isGap ? { class: "gap" } : {}, points.slice(run.start, run.end).join(""));
    const own = run.marks.filter((mark) => mark.part !== "argument");
    if (!run.marks.length) return span;
    const main = viewer.mainSide();
    const item = keysOf(own, main);
    const predicted = main === "gold" ? keysOf(own, "predicted") : "";
    if (item) span.dataset.item = item;
    if (predicted) span.dataset.predicted = predicted;
    if (own.length) span.dataset.layer = Array.from(new Set(own.map((mark) => mark.item.layer))).join(" ");
    const classes = classesOf(run);
    if (classes) span.className = (isGap ? "gap mark " : "mark ") + classes;
    viewer.marksAt.set(span, run.marks);
    run.marks.forEach(function (mark) {
      const shown = shownOf(mark.item.ref);
      (mark.part === "argument" ? shown.fillers : shown.runs).push(span);
      if (mark.part === "content" && !isGap) shown.contents.push(span);
    });
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
    return handle;
  }

  function aside(kind, text) {
    return element("i", { class: kind, "data-text": text, "aria-hidden": "true" });
  }

  /* What stands before a run: the handles of items that begin here, and the corner of a content. */
  function openings(run, handled) {
    const found = [];
    const isOwn = (mark) => mark.part !== "argument" || !mark.item.marks.length;
    run.marks
      .filter((mark) => mark.start === run.start && mark.first && isOwn(mark))
      .forEach(function (mark) {
        if (!handled.has(mark.item.ref)) {
          handled.add(mark.item.ref);
          const handle = handleOf(mark.item);
          shownOf(mark.item.ref).handle = handle;
          found.push(handle);
        }
        if (mark.part === "content") found.push(aside("corner", "⌜"));
      });
    return found;
  }

  /* What stands after a run: the types of names that end here, the corner of a content, the signs of a difference. */
  function closings(run) {
    const ending = run.marks.filter((mark) => mark.end === run.end && mark.last);
    const types = ending
      .filter((mark) => mark.part === "entity" && mark.level === "NAM")
      .map((mark) => mark.item.label);
    const signs = ["right", "missed", "spurious", "wrong"].filter((state) =>
      ending.some((mark) => mark.state === state)
    );
    const found = Array.from(new Set(types)).map((type) => aside("tag", type));
    ending.filter((mark) => mark.part === "content").forEach((mark) => found.push(aside("corner closing", "⌟")));
    signs.forEach((state) => found.push(aside("sign " + state, viewer.STATES[state])));
    return found;
  }

  function paragraphOf(points, runs, handled) {
    const inside = runs.flatMap(function (run) {
      return [...openings(run, handled), spanOf(run, points, false), ...closings(run)];
    });
    return element("p", { dir: "auto" }, inside);
  }

  function renderArticle(telling) {
    const letter = telling.dataset.letter;
    const points = viewer.texts.get(letter);
    const paragraphs = viewer.paragraphs(points);
    const edges = paragraphs.flatMap((each) => [each.start, each.end, each.next]);
    const runs = viewer.cut(points.length, marksIn(letter), edges);
    const handled = new Set();
    const content = document.createDocumentFragment();
    let at = 0;
    const until = function (end) {
      const first = at;
      while (at < runs.length && runs[at].end <= end) at += 1;
      return runs.slice(first, at);
    };
    paragraphs.forEach(function (each) {
      content.append(paragraphOf(points, until(each.end), handled));
      content.append(...until(each.next).map((run) => spanOf(run, points, true)));
    });
    const text = telling.querySelector(".text");
    text.replaceChildren(content);
    const first = text.querySelector(".handle");
    if (first) first.tabIndex = 0;
  }

  viewer.renderArticles = function () {
    viewer.shown = new Map();
    viewer.tellings.forEach(renderArticle);
  };
})();
