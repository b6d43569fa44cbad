/* Text in code points, and text cut at the ends of marks into runs that belong to the same marks throughout. */
(function () {
  "use strict";
  const viewer = (twicetold.viewer = {});

  /* Offsets count code points, and strings do not: an article's text is held as an array of them. */
  viewer.points = function (text) {
    return Array.from(text);
  };

  viewer.words = function (points, span) {
    return span
      .map((part) => points.slice(part.start, part.end).join(""))
      .join(" ")
      .replace(/\s+/g, " ");
  };

  /* Paragraphs as {start, end, next}: two line ends or more stand between the end of one and the start of the next. */
  viewer.paragraphs = function (points) {
    const found = [];
    let start = 0;
    let at = 0;
    while (at < points.length) {
      let after = at;
      while (points[after] === "\n") after += 1;
      if (after - at > 1 || (after > at && after === points.length)) {
        found.push({ start: start, end: at, next: after });
        start = after;
      }
      at = Math.max(after, at + 1);
    }
    if (start < points.length) found.push({ start: start, end: points.length, next: points.length });
    return found;
  };

  /* Runs {start, end, marks} that cover a text of a length; they end where a mark starts or ends, and at `edges`. */
  viewer.cut = function (length, marks, edges) {
    const inside = marks.filter((mark) => mark.start < mark.end && mark.start < length);
    const stops = new Set([0, length, ...edges]);
    inside.forEach(function (mark) {
      stops.add(mark.start);
      stops.add(Math.min(mark.end, length));
    });
    const starting = inside.slice().sort((one, other) => one.start - other.start || other.end - one.end);
    const bounds = Array.from(stops).sort((one, other) => one - other);
    const runs = [];
    let active = [];
    let next = 0;
    for (let number = 0; number + 1 < bounds.length; number += 1) {
      const start = bounds[number];
      active = active.filter((mark) => mark.end > start);
      while (next < starting.length && starting[next].start === start) active.push(starting[next++]);
      runs.push({ start: start, end: bounds[number + 1], marks: active.slice() });
    }
    return runs;
  };

  /* An element with attributes, and with text or elements inside; what comes from data is only ever text. */
  viewer.element = function (name, attributes, ...content) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(function ([key, value]) {
      made.setAttribute(key, value);
    });
    made.append(...content.flat().filter((each) => each !== null && each !== undefined && each !== ""));
    return made;
  };
})();
