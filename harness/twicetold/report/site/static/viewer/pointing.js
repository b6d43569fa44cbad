/* Pointing at marks, and going from one to the next: hovering lights up, a click or the focus stays. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;

  /* Whose mark is meant where several lie over one another: the shortest; and the next one when asked again. */
  function pick(span) {
    const run = viewer.runAt.get(span);
    if (!run) return null;
    const refs = Array.from(
      new Set(
        run.marks
          .slice()
          .sort((one, other) => one.size - other.size)
          .map((mark) => mark.item.ref)
      )
    );
    return { first: refs[0], next: refs[(refs.indexOf(viewer.state.selected) + 1) % refs.length] };
  }

  function rove(handle, event) {
    const handles = Array.from(handle.closest(".text").querySelectorAll(".handle"));
    const at = handles.indexOf(handle);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: handles.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (handles[to]) handles[to].focus({ preventScroll: true });
  }

  /* Whether the pointer itself has moved, and not the text under it. */
  let rested = [-1, -1];
  function hasMoved(event) {
    const before = rested;
    rested = [event.screenX, event.screenY];
    return before[0] !== rested[0] || before[1] !== rested[1];
  }

  viewer.startText = function (telling) {
    const text = telling.querySelector(".text");
    telling.addEventListener("mousemove", hasMoved, { passive: true });
    text.addEventListener("click", function (event) {
      const bar = event.target.closest(".bar");
      const picked = bar ? { next: bar.dataset.ref } : pick(event.target);
      if (!picked || !getSelection().isCollapsed) return;
      viewer.select(picked.next);
      const shown = viewer.shown.get(picked.next);
      if (shown && shown.handle) shown.handle.focus({ preventScroll: true });
    });
    text.addEventListener("mouseover", function (event) {
      if (!hasMoved(event)) return;
      const bar = event.target.closest(".bar");
      const picked = bar ? { first: bar.dataset.ref } : pick(event.target);
      viewer.show(picked && picked.first);
    });
    text.addEventListener("mouseleave", function (event) {
      if (hasMoved(event)) viewer.show();
    });
    text.addEventListener("focusin", function (event) {
      const ref = event.target.dataset.ref;
      if (!ref) return;
      text.querySelectorAll('.handle[tabindex="0"]').forEach((each) => {
        each.tabIndex = -1;
      });
      event.target.tabIndex = 0;
      if (ref !== viewer.state.selected) viewer.select(ref, { reveal: true });
    });
    text.addEventListener("keydown", function (event) {
      if (event.target.dataset.ref) rove(event.target, event);
    });
    telling.addEventListener("scroll", () => viewer.renderRelations(viewer.state.selected), { passive: true });
  };
})();
