/* What is in focus, or under the pointer, lights up in all tellings, with what is linked to it. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  let lit = [];
  let meant = [];

  function add(spans, name) {
    spans.forEach(function (span) {
      span.classList.add(name);
      lit.push([span, name]);
    });
  }

  function runsOf(ref) {
    const shown = viewer.shown.get(ref);
    return shown ? (shown.runs.length ? shown.runs : shown.fillers) : [];
  }

  /* What stands for an item beside the text: the bar of a claim, the points of a date on the time line. */
  function besides(ref) {
    const bar = viewer.barOf(ref);
    return viewer.pointsOf(ref).concat(bar || []);
  }

  /* What an item is linked with: itself in the other tellings, claims that it meets; of an error of links, only that. */
  viewer.linkedWith = function (item) {
    const fault = viewer.state.fault;
    if (fault && fault.isLink && fault.ends.includes(item.ref)) return [viewer.otherEnd(fault, item.ref)];
    return Array.from(new Set(viewer.linksOf(item.ref).map((link) => link.other)));
  };

  function lightItem(item) {
    const fillers = (item.data.arguments || [])
      .filter((each) => each.filler)
      .map((each) => viewer.ref(item.side, item.letter, each.filler));
    fillers.forEach((each) => add(runsOf(each), "lit-filler"));
    const shown = viewer.shown.get(item.ref);
    if (shown) add(shown.fillers, "lit-filler");
    viewer.linkedWith(item).forEach(function (each) {
      add(runsOf(each), "lit-linked");
      add(besides(each), "lit-linked");
    });
    add(runsOf(item.ref), "lit");
    add(besides(item.ref), "lit");
  }

  /* Light up items, and nothing else. */
  viewer.light = function (...refs) {
    lit.forEach(function ([span, name]) {
      span.classList.remove(name);
    });
    lit = [];
    meant = refs;
    refs
      .map((ref) => ref && viewer.itemOf(ref))
      .filter(Boolean)
      .forEach(lightItem);
  };

  /* Light up the same items where they have been drawn anew. */
  viewer.relight = function () {
    viewer.light(...meant);
  };

  /* Tellings scroll by themselves where there is room for them side by side. */
  function scrolls(pane) {
    return getComputedStyle(pane).overflowY !== "visible";
  }

  /* Bring the tellings into sight where they are as high as the window. */
  viewer.toTellings = function () {
    if (viewer.tellings.some(scrolls)) document.getElementById("viewer").scrollIntoView({ block: "start" });
  };

  /* Bring an element into sight: in its telling where that scrolls by itself, else on the page. */
  viewer.reveal = function (element, always) {
    const pane = element.closest(".telling");
    if (!scrolls(pane)) {
      if (always) element.scrollIntoView({ block: "center" });
      return;
    }
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const margin = 60;
    if (box.top < frame.top + margin || box.bottom > frame.bottom - margin) {
      pane.scrollTop += box.top - frame.top - frame.height * 0.3;
    }
  };

  function runOf(ref, isMeant) {
    const found = runsOf(ref).filter((span) =>
      viewer.runAt.get(span).marks.some((mark) => mark.item.ref === ref && isMeant(mark))
    );
    return viewer.firstOf(found);
  }

  /* Bring an item into sight, at its mark that starts at a place if one is meant. */
  viewer.revealItem = function (item, at) {
    const target =
      (at !== null && runOf(item.ref, (mark) => mark.start === at)) || viewer.firstOf(runsOf(item.ref));
    if (target) viewer.reveal(target, true);
  };

  /* Bring what an item is linked with into sight, in each of the other tellings that scrolls by itself. */
  viewer.revealLinked = function (item) {
    const seen = new Set([item.letter]);
    viewer.linkedWith(item).forEach(function (ref) {
      const other = viewer.itemOf(ref);
      if (!other || seen.has(other.letter)) return;
      viewer.ensure(other);
      const there = runOf(ref, (mark) => mark.part !== "source");
      if (!there) return;
      seen.add(other.letter);
      viewer.reveal(there, false);
    });
  };
})();
