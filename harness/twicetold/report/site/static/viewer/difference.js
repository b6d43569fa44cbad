/* Which marks are right, missed, spurious or wrong. What has no error is right. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  viewer.STATES = { right: "✓", missed: "○", spurious: "✗", wrong: "≠" };

  viewer.stateOf = function (kind) {
    return kind === "missed" || kind === "spurious" ? kind : "wrong";
  };

  /* The errors of a prediction in the order of the tellings and their text, each with the item it is about. */
  viewer.readErrors = function (prediction, letters) {
    return letters.flatMap((letter) =>
      prediction.articles[letter].errors.map(function (error) {
        const side = error.gold === null ? "predicted" : "gold";
        const id = error.gold === null ? error.predicted : error.gold;
        return {
          letter: letter,
          layer: error.layer,
          group: error.layer,
          kind: error.kind,
          label: error.label,
          state: viewer.stateOf(error.kind),
          gold: error.gold === null ? null : viewer.ref("gold", letter, error.gold),
          predicted: error.predicted ? viewer.ref("predicted", letter, error.predicted) : null,
          ref: id ? viewer.ref(side, letter, id) : null,
          span: error.span,
          gold_span: error.gold_span,
          predicted_span: error.predicted_span,
        };
      })
    );
  };

  /* An entity is wrong mention by mention and an event trigger by trigger; dates and claims are as a whole. */
  function concerns(error, mark, span) {
    return mark.part === "entity" || mark.part === "event" ? viewer.sameSpan(span, mark.span) : true;
  }

  function errorsOf(mark, errors, side) {
    return errors.filter(
      (error) =>
        error[side] === mark.item.ref && error.layer === mark.item.layer && concerns(error, mark, error[side + "_span"])
    );
  }

  /* The marks of an article that show the difference: all of gold, what is wrong of the prediction, arguments, and the
     ends of wrong links that are not among these. */
  viewer.difference = function (letter, errors) {
    const own = errors.filter((error) => error.letter === letter && !error.isLink);
    const byRef = new Map();
    own.forEach(function (error) {
      [error.gold, error.predicted].filter(Boolean).forEach(function (ref) {
        if (byRef.has(ref)) byRef.get(ref).push(error);
        else byRef.set(ref, [error]);
      });
    });
    const marks = [];
    ["gold", "predicted"].forEach((side) =>
      viewer.sides[side].items.forEach(function (item) {
        if (item.letter !== letter) return;
        item.marks.forEach(function (mark) {
          const found = errorsOf(mark, byRef.get(item.ref) || [], side);
          if (!found.length && side === "predicted") return;
          marks.push(Object.assign({}, mark, { state: found.length ? found[0].state : "right", errors: found }));
        });
      })
    );
    own
      .filter((error) => error.layer === "arguments" && error.ref)
      .forEach(function (error) {
        const item = viewer.itemOf(error.ref);
        if (!item) return;
        marks.push(...viewer.marksOf(item, "argument", error.span, { state: error.state, errors: [error] }));
      });
    const marked = new Set(marks.map((mark) => mark.item.ref));
    new Set(errors.flatMap((error) => (error.isLink ? error.ends : []))).forEach(function (ref) {
      const item = viewer.itemOf(ref);
      if (item.letter !== letter || marked.has(ref)) return;
      item.marks.forEach((mark) => marks.push(Object.assign({}, mark, { part: "argument", errors: [] })));
    });
    return marks;
  };
})();
