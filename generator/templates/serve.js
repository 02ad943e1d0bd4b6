// Only while the site is served by `serve`: shows the next build, and what is wrong until then.
"use strict";
(() => {
  const shown = document.currentScript.dataset.build;
  const step = document.getElementById("serve-step");
  let source = null;

  const added = (parent, name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  // Made at once and filled later, for a screen reader tells only what changes in such a place.
  const bar = document.createElement("section");
  bar.className = "serve-bar";
  bar.setAttribute("aria-label", "Problems of the project");
  bar.tabIndex = 0;
  bar.hidden = true;
  const told = document.createElement("div");
  told.setAttribute("role", "status");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  bar.append(told, close);

  const remembered = () => {
    try { return sessionStorage.getItem("serve-closed"); } catch { return null; }
  };
  const hide = () => {
    bar.hidden = true;
    try { sessionStorage.setItem("serve-closed", bar.dataset.told); } catch { /* not kept, then */ }
  };
  close.addEventListener("click", hide);
  bar.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  const list = (parent, state) => {
    for (const problem of state.problems) added(parent, "li", problem);
    if (state.more) added(parent, "li", `And ${state.more} more: the terminal lists all.`);
  };

  const showBar = (state) => {
    const now = JSON.stringify([state.problems, state.more]);
    if (bar.dataset.told === now) return;
    bar.dataset.told = now;
    told.replaceChildren();
    bar.hidden = !state.problems.length || remembered() === now;
    if (!state.problems.length) {
      try { sessionStorage.removeItem("serve-closed"); } catch { /* nothing was kept */ }
      return;
    }
    const count = state.problems.length + state.more;
    added(told, "h2", `${count} ${count === 1 ? "problem" : "problems"}. This is the last good page.`);
    list(added(told, "ul", ""), state);
  };

  const showWaiting = (state) => {
    const title = state.problems.length ? "The site is not built yet" : "The site is being built";
    document.title = document.querySelector("h1").textContent = title;
    if (step.textContent !== state.step) step.textContent = state.step;
    const problems = document.getElementById("serve-problems");
    problems.replaceChildren();
    list(problems, state);
  };

  const hear = (event) => {
    const state = JSON.parse(event.data);
    if (state.build && state.build !== shown) {
      source.close();
      location.reload();
    } else if (step) showWaiting(state);
    else showBar(state);
  };

  // A browser keeps few connections to one place: pages that nobody looks at give theirs back.
  const listen = () => {
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/__serve/events");
    source.onmessage = hear;
    source.onerror = () => {
      if (source && source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  };

  if (!step) document.body.append(bar);
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => { if (source) source.close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
