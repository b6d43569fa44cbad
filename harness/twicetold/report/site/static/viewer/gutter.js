/* Bars beside the text, one for each content of a claim, in lanes so that none lies over another. What the browser has
   not laid out since it is far off gets its bars when it comes near. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const LANES = 4;
  let bars = new Map();

  viewer.barOf = function (ref) {
    return bars.get(ref) || null;
  };

  const FAR_OFF = { contentVisibilityAuto: true };

  function isLaidOut(run) {
    return Boolean(run) && (!run.checkVisibility || run.checkVisibility(FAR_OFF));
  }

  /* Where the contents of claims stand, by the letter of their article, in pixels from the top of its text. */
  function measure() {
    const tops = new Map();
    const found = new Map();
    viewer.tellings.forEach(function (telling) {
      tops.set(telling.dataset.letter, telling.querySelector(".text").getBoundingClientRect().top);
      found.set(telling.dataset.letter, []);
    });
    viewer.shown.forEach(function (shown, ref) {
      if (!isLaidOut(shown.contents[0])) return;
      const { letter } = viewer.itemOf(ref);
      const boxes = [shown.contents[0], shown.contents[shown.contents.length - 1]].map((each) =>
        each.getBoundingClientRect()
      );
      const top = Math.min(boxes[0].top, boxes[1].top) - tops.get(letter);
      const bottom = Math.max(boxes[0].bottom, boxes[1].bottom) - tops.get(letter);
      found.get(letter).push({ ref: ref, top: top, bottom: bottom });
    });
    return found;
  }

  function draw({ ref, top, bottom }, lane) {
    const bar = viewer.element("span", { class: "bar lane-" + lane, "aria-hidden": "true" });
    bar.dataset.ref = ref;
    bar.style.top = top + "px";
    bar.style.height = bottom - top + "px";
    bars.set(ref, bar);
    return bar;
  }

  function redraw() {
    viewer.renderGutters();
    viewer.relight();
    return true;
  }

  viewer.startGutters = function () {
    viewer.tellings.forEach((telling) =>
      telling.addEventListener("contentvisibilityautostatechange", () => viewer.later("gutters", redraw), true)
    );
  };

  /* All is measured before anything is drawn, so that the page is laid out once. */
  viewer.renderGutters = function () {
    const extents = measure();
    bars.forEach((bar) => bar.remove());
    bars = new Map();
    viewer.tellings.forEach(function (telling) {
      const ends = [];
      const drawn = document.createDocumentFragment();
      extents
        .get(telling.dataset.letter)
        .sort((one, other) => one.top - other.top || other.bottom - one.bottom)
        .forEach(function (extent) {
          let lane = ends.findIndex((end) => end <= extent.top);
          if (lane < 0) lane = Math.min(ends.length, LANES - 1);
          ends[lane] = Math.max(ends[lane] || 0, extent.bottom);
          drawn.append(draw(extent, lane));
        });
      telling.querySelector(".text").append(drawn);
    });
  };
})();
