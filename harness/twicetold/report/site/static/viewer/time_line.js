/* The time line, of gold, of what was found, or of the difference. A point leads to its dates in the text; from point to
   point by the arrow keys, one stop for Tab. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const element = viewer.element;
  const place = document.getElementById("time-line");
  const elsewhere = document.getElementById("elsewhere");
  const legend = document.getElementById("time-line-of");
  const LEGENDS = {
    prediction: "As the system has it.",
    difference:
      "✓ found with gold’s value, ○ missed, ✗ spurious, ≠ found with another value: once where gold has it, and once, " +
      "with “found”, where the system has it.",
  };
  let gold = null;
  let points = new Map();

  /* A drawing of the data as SVG: [name, attributes, elements and texts inside]. */
  function drawn(shape) {
    if (typeof shape === "string") return shape;
    const [name, attributes, content] = shape;
    return viewer.svg(name, attributes, ...content.map(drawn));
  }

  function nowhere(told) {
    const first = told.keys.split(" ")[0];
    const link = element("a", { class: "told", href: "#item=" + first + "&side=" + told.side }, told.words);
    link.dataset.side = told.side;
    link.dataset.dates = told.keys;
    return element(
      "span",
      { class: "told-elsewhere" },
      element("span", { class: "letter" }, first.slice(0, first.indexOf(":"))),
      " ",
      told.state ? element("span", { class: "sign " + told.state }, viewer.STATES[told.state] + " ") : null,
      link,
      " ",
      element("span", { class: "quiet" }, told.value)
    );
  }

  function refsOf(point) {
    return point.dataset.dates.split(" ").map((key) => point.dataset.side + " " + key);
  }

  /* What stands for a date on the time line. */
  viewer.pointsOf = function (ref) {
    return points.get(ref) || [];
  };

  function index() {
    points = new Map();
    document.querySelectorAll(".when .told").forEach((point) =>
      refsOf(point).forEach(function (ref) {
        points.set(ref, (points.get(ref) || []).concat(point));
      })
    );
    place.querySelectorAll(".told").forEach(function (point, number) {
      point.setAttribute("tabindex", number ? "-1" : "0");
    });
  }

  /* Gold's stands in the page from the beginning; the others are drawn as their data say. Returns true: it is done. */
  viewer.renderTimeLine = function () {
    const { view } = viewer.state;
    const told = view === "gold" ? null : viewer.timeLines[view];
    place.replaceChildren(...(told ? [drawn(told.drawn)] : gold.line));
    const words = gold.elsewhere[0];
    elsewhere.replaceChildren(
      ...(told ? [words, ...told.elsewhere.flatMap((each) => [" ", nowhere(each)])] : gold.elsewhere)
    );
    elsewhere.hidden = !elsewhere.querySelector(".told");
    legend.textContent = LEGENDS[view] || "";
    legend.hidden = !told;
    index();
    viewer.show();
    return true;
  };

  function move(from, by) {
    const all = Array.from(place.querySelectorAll(".told"));
    const to = all[all.indexOf(from) + by];
    if (!to) return;
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }

  function toldAt(event) {
    return event.target.closest(".told");
  }

  viewer.startTimeLine = function () {
    const section = place.closest(".when");
    gold = { line: Array.from(place.childNodes), elsewhere: Array.from(elsewhere.childNodes) };
    section.addEventListener("click", function (event) {
      const point = toldAt(event);
      if (!point) return;
      event.preventDefault();
      const refs = refsOf(point);
      viewer.select(refs[0], { reveal: true });
      viewer.light(...refs);
    });
    section.addEventListener("mouseover", function (event) {
      const point = toldAt(event);
      if (point) viewer.light(...refsOf(point));
    });
    section.addEventListener("mouseout", function (event) {
      if (toldAt(event)) viewer.light(viewer.state.selected);
    });
    section.addEventListener("focusin", function (event) {
      const point = toldAt(event);
      if (point) viewer.light(...refsOf(point));
    });
    place.addEventListener("keydown", function (event) {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const point = toldAt(event);
      if (!by || !point) return;
      event.preventDefault();
      move(point, by);
    });
  };
})();
