/* The bar of controls: view, system, layers, errors, link and keys; and links to items, wherever they stand. */
(function () {
  "use strict";
  const viewer = twicetold.viewer;
  const root = document.getElementById("viewer");
  const runSelect = document.getElementById("run");

  function press(buttons, isPressed) {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(isPressed(button))));
  }

  viewer.renderControls = function () {
    const state = viewer.state;
    press(root.querySelectorAll("#views button"), (button) => button.dataset.view === state.view);
    press(root.querySelectorAll("#layers button"), (button) => state.layers.has(button.dataset.layer));
    if (state.run) runSelect.value = state.run;
    const swap = document.getElementById("swap");
    swap.hidden = !state.other;
    if (state.other)
      swap.textContent =
        "⇄ " + Array.from(runSelect.options).find((option) => option.value === state.other).textContent;
    document.getElementById("steps").hidden = state.view !== "difference";
  };

  viewer.startControls = function () {
    root
      .querySelectorAll("#views button")
      .forEach((button) => button.addEventListener("click", () => viewer.set({ view: button.dataset.view })));
    root
      .querySelectorAll("#layers button")
      .forEach((button) => button.addEventListener("click", () => viewer.toggle(button.dataset.layer)));
    runSelect.addEventListener("change", () =>
      viewer.set({ run: runSelect.value, view: viewer.state.view === "gold" ? "difference" : viewer.state.view })
    );
    document.getElementById("swap").addEventListener("click", viewer.swap);
    root
      .querySelectorAll("#steps button")
      .forEach((button) => button.addEventListener("click", () => viewer.step(Number(button.dataset.step))));
    document.getElementById("copy").addEventListener("click", copy);
    document.getElementById("show-keys").addEventListener("click", () => document.getElementById("keys").showModal());
    document.getElementById("close-keys").addEventListener("click", () => document.getElementById("keys").close());
    document.addEventListener("click", function (event) {
      const link = event.target.closest("a[data-ref], a[data-goto]");
      if (!link) return;
      event.preventDefault();
      const ref = link.dataset.ref || "gold " + link.dataset.goto;
      if (!link.closest(".stage")) viewer.toTellings();
      viewer.select(ref, { reveal: true });
    });
    new ResizeObserver(() => viewer.isBusy() || viewer.settle()).observe(root.querySelector(".tellings"));
  };

  function copy() {
    const done = () => viewer.say("The link is copied.");
    const failed = () => viewer.say("Copy the link from the address line: " + location.href);
    if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, failed);
    else failed();
  }
})();
