/* The time line: a point leads to its dates in the text; from point to point by the arrow keys, one stop for Tab. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.startTimeLine = function () {
    const points = Array.from(document.querySelectorAll(".time-line .told"));
    points.forEach(function (point, number) {
      point.setAttribute("tabindex", number ? "-1" : "0");
    });

    function move(from, by) {
      const to = points[points.indexOf(from) + by];
      if (!to) return;
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    }

    function refsOf(point) {
      return point.dataset.dates.split(" ").map((key) => "gold " + key);
    }

    document.querySelectorAll(".told").forEach(function (point) {
      point.addEventListener("click", function (event) {
        event.preventDefault();
        if (viewer.state.view === "prediction") viewer.set({ view: "gold" });
        viewer.select(refsOf(point)[0], { reveal: true });
        viewer.light(...refsOf(point));
      });
      point.addEventListener("mouseenter", () => viewer.light(...refsOf(point)));
      point.addEventListener("mouseleave", () => viewer.light(viewer.state.selected));
      point.addEventListener("focus", () => viewer.light(...refsOf(point)));
      point.addEventListener("keydown", function (event) {
        if (event.key === "ArrowRight" || event.key === "ArrowDown") {
          event.preventDefault();
          move(point, 1);
        }
        if (event.key === "ArrowLeft" || event.key === "ArrowUp") {
          event.preventDefault();
          move(point, -1);
        }
      });
    });
  };
})();
