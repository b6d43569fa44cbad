/* Bars beside the text, one for each content of a claim, in lanes so that none lies over another. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const LANES = 4;

  /* Where the contents of an article's claims stand, in pixels from the top of its text. */
  function extents(text, letter) {
    const top = text.getBoundingClientRect().top;
    const found = [];
    viewer.shown.forEach(function (shown, ref) {
      const item = viewer.itemOf(ref);
      if (item.layer !== "claims" || item.letter !== letter) return;
      if (!shown.contents.length) return;
      const upper = shown.contents[0].getBoundingClientRect().top - top;
      const lower = shown.contents[shown.contents.length - 1].getBoundingClientRect().bottom - top;
      found.push({ item: item, top: upper, bottom: lower });
    });
    return found.sort((one, other) => one.top - other.top || other.bottom - one.bottom);
  }

  function barOf(extent, lane) {
    const bar = viewer.element("span", { class: "bar lane-" + lane, "aria-hidden": "true" });
    bar.dataset.ref = extent.item.ref;
    bar.style.top = extent.top + "px";
    bar.style.height = extent.bottom - extent.top + "px";
    return bar;
  }

  viewer.renderGutters = function () {
    const measured = viewer.tellings.map(function (telling) {
      const text = telling.querySelector(".text");
      return { text: text, extents: extents(text, telling.dataset.letter) };
    });
    measured.forEach(function ({ text, extents: found }) {
      const ends = [];
      const bars = found.map(function (extent) {
        let lane = ends.findIndex((end) => end <= extent.top);
        if (lane < 0) lane = Math.min(ends.length, LANES - 1);
        ends[lane] = Math.max(ends[lane] || 0, extent.bottom);
        return barOf(extent, lane);
      });
      text.querySelectorAll(".bar").forEach((bar) => bar.remove());
      text.append(...bars);
    });
  };
})();
