/* The articles, paragraph by paragraph: those in sight get their marks at once, those of a long article that are further
   off in the next quiet moment, and each when it is wanted. The browser lays out those near what is in sight. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  /* How many runs of text are marked at once. */
  const AT_ONCE = 300;
  let blocks = [];
  let marked = new Map();

  /* Forget the marks of a system, or of all. */
  viewer.forgetMarks = function () {
    marked = new Map();
  };

  /* The marks of an article in the view, of all layers; worked out once. */
  function marksIn(letter) {
    const view = viewer.state.view;
    const key = view + " " + letter;
    if (!marked.has(key)) {
      const items = view === "difference" ? [] : Array.from(viewer.sides[viewer.mainSide()].items.values());
      const marks =
        view === "difference"
          ? viewer.difference(letter, viewer.errors)
          : items.filter((item) => item.letter === letter).flatMap((item) => item.marks.concat(item.fillers));
      marked.set(key, marks);
    }
    return marked.get(key).filter((mark) => viewer.state.layers.has(mark.item.layer));
  }

  /* Give each run the items whose handles stand before it: an item has one, before its first mark. */
  function placeHandles(runs) {
    const handled = new Set();
    runs.forEach(function (run) {
      run.handled = [];
      run.marks.forEach(function (mark) {
        const { ref, marks } = mark.item;
        if (mark.start !== run.start || !mark.first || handled.has(ref)) return;
        if (mark.part === "argument" && marks.length) return;
        handled.add(ref);
        run.handled.push(mark.item);
      });
    });
  }

  /* Each paragraph of a telling, with what stands between it and the next, as elements that stay. */
  viewer.startArticle = function (telling) {
    const text = telling.querySelector(".text");
    const points = viewer.texts.get(telling.dataset.letter);
    const made = viewer.paragraphs(points).map(function (each) {
      const paragraph = viewer.element("p", { dir: "auto" }, points.slice(each.start, each.end).join(""));
      const gap = viewer.element("span", { class: "gap" }, points.slice(each.end, each.next).join(""));
      return Object.assign({}, each, { telling: telling, points: points, paragraph: paragraph, gap: gap, isDone: true });
    });
    text.replaceChildren(...made.flatMap((each) => [each.paragraph, each.gap]));
    blocks.push(...made);
  };

  /* Runs of an article, handed to its paragraphs. */
  function cut(telling) {
    const own = blocks.filter((each) => each.telling === telling);
    const points = viewer.texts.get(telling.dataset.letter);
    const edges = own.flatMap((each) => [each.start, each.end, each.next]);
    const runs = viewer.cut(points.length, marksIn(telling.dataset.letter), edges);
    placeHandles(runs);
    let at = 0;
    const until = function (end) {
      const first = at;
      while (at < runs.length && runs[at].end <= end) at += 1;
      return runs.slice(first, at);
    };
    own.forEach(function (each) {
      each.runs = until(each.end);
      each.between = until(each.next);
      each.isDone = false;
    });
  }

  function fill(block) {
    block.isDone = true;
    block.paragraph.replaceChildren(viewer.fragmentOf(block.runs, block.points, false));
    block.gap.replaceChildren(viewer.fragmentOf(block.between, block.points, true));
  }

  /* How far paragraphs are from what is in sight: by how many others, those after before those above. */
  function distances(telling) {
    const own = blocks.filter((each) => each.telling === telling);
    const top = Math.max(0, telling.getBoundingClientRect().top);
    const seen = own.findIndex((each) => each.paragraph.getBoundingClientRect().bottom > top);
    own.forEach(function (each, number) {
      each.distance = number < seen ? 3 * (seen - number) : number - seen;
    });
  }

  /* Every telling is one stop of Tab: its first item that is marked. */
  function setStops() {
    viewer.tellings.forEach(function (telling) {
      const text = telling.querySelector(".text");
      const first = text.querySelector(".handle[tabindex='0']") || text.querySelector(".handle");
      if (first) first.tabIndex = 0;
    });
  }

  function fillSome(waiting, most) {
    let count = 0;
    while (waiting.length && count < most) {
      const block = waiting.shift();
      if (block.isDone) continue;
      fill(block);
      count += block.runs.length + block.between.length;
    }
  }

  /* Mark the articles anew. `done` is called when all of them are marked. */
  viewer.renderArticles = function (done) {
    viewer.tellings.forEach(distances);
    viewer.shown = new Map();
    viewer.tellings.forEach(cut);
    const waiting = blocks.slice().sort((one, other) => one.distance - other.distance);
    fillSome(waiting, AT_ONCE);
    setStops();
    viewer.later("marks", function () {
      fillSome(waiting, Infinity);
      setStops();
      done();
      return true;
    });
  };

  /* Mark at once where an item stands, and where `spans` are. */
  viewer.ensure = function (item, ...spans) {
    const places = item.marks.concat(item.fillers, spans.flat());
    blocks
      .filter((block) => !block.isDone && block.telling.dataset.letter === item.letter)
      .filter((block) => places.some((place) => place.start < block.next && block.start < place.end))
      .forEach(fill);
  };
})();
