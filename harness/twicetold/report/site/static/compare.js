/* Two systems, story by story, by the measure that is chosen. */
(function () {
  "use strict";
  var choice = document.getElementById("measure");
  var table = document.getElementById("stories");
  var plot = document.querySelector("svg.scatter");
  var points = document.getElementById("points");
  var state = document.getElementById("state");
  var SVG = "http://www.w3.org/2000/svg";

  function perCent(share) { return share === null ? "–" : (100 * share).toFixed(1).replace("-", "−").replace(/^−0\.0$/, "0.0"); }

  function set(cell, share, none) {
    cell.textContent = perCent(share);
    cell.setAttribute("data-sort", share === null ? none : share.toFixed(6));
  }

  function point(link, title, first, second) {
    var side = Number(plot.dataset.side);
    var made = document.createElementNS(SVG, "a");
    made.setAttribute("href", link);
    made.setAttribute("tabindex", "-1");
    var label = document.createElementNS(SVG, "title");
    label.textContent = title;
    var dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("class", "dot");
    dot.setAttribute("cx", Number(plot.dataset.left) + side * first);
    dot.setAttribute("cy", Number(plot.dataset.foot) - side * second);
    dot.setAttribute("r", "5.5");
    made.appendChild(label);
    made.appendChild(dot);
    return made;
  }

  function show(first, second) {
    var place = Object.create(null);
    first.stories.forEach(function (slug, number) { place[slug] = number; });
    points.replaceChildren();
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      var number = place[row.dataset.story];
      var one = first.f1[choice.value][number];
      var other = second.f1[choice.value][number];
      var both = one !== null && other !== null;
      set(row.cells[1], one, "-1");
      set(row.cells[2], other, "-1");
      set(row.cells[3], both ? one - other : null, "-9");
      if (!both) return;
      var link = row.querySelector("a");
      points.appendChild(point(link.href, link.textContent + ": " + perCent(one) + ", " + perCent(other), one, other));
    });
    document.getElementById("shown").textContent = choice.value;
    table.dispatchEvent(new Event("change-of-cells"));
    state.textContent = "";
  }

  choice.addEventListener("change", function () {
    state.textContent = "Loading…";
    function failed() { state.textContent = "The scores could not be loaded: is the folder “data” beside the pages?"; }
    window.twicetold.load(choice.dataset.first, function (first) {
      window.twicetold.load(choice.dataset.second, function (second) { show(first, second); }, failed);
    }, failed);
  });
})();
