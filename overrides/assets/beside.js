// Beside whom is an area set: the areas around it, or those most similar? One choice for the page, kept in its address.
"use strict";
(() => {
  const wanted = new URLSearchParams(location.search).get("beside");
  const none = document.querySelector("p.beside-whom");
  if (none) none.hidden = wanted !== "similar";
  const form = document.querySelector("form.beside-whom");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[name=beside]")];
  const said = form.querySelector("[role=status]");
  const base = new URL(form.dataset.base, location.href).pathname;
  const named = (box) => box.closest("label").textContent.trim();

  const withChoice = (address, choice) => {
    const there = new URL(address);
    if (choice === "similar") there.searchParams.set("beside", choice);
    else there.searchParams.delete("beside");
    return there.href;
  };

  // Pages of the same area open with the same choice; files do not.
  const isOfArea = (link) => link.origin === location.origin && link.pathname.startsWith(base) && link.pathname.endsWith("/");

  const show = (choice) => {
    document.documentElement.dataset.beside = choice;
    for (const box of boxes) box.checked = box.value === choice;
    for (const link of document.querySelectorAll("#content a[href]")) {
      if (isOfArea(link) && !link.getAttribute("href").startsWith("#")) link.href = withChoice(link.href, choice);
    }
  };

  // Who follows a link to a chart sees it.
  const linked = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = linked && linked.closest("[data-against]");
  const asked = part ? part.dataset.against : wanted;
  show(asked === "similar" ? "similar" : "around");
  if (part) part.scrollIntoView();
  form.addEventListener("change", (event) => {
    show(event.target.value);
    history.replaceState(null, "", withChoice(location.href, event.target.value));
    said.textContent = `Now beside: ${named(event.target)}.`;
  });
})();
