// Find your area, and choose the figure that the tile map shows. Nothing that is typed leaves the page.
"use strict";
(() => {
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/&/g, " and ").replace(/[-–/]/g, " ")
    .replace(/[^a-z0-9 ]/g, "").split(/\s+/).filter(Boolean).map((word) => (word === "saint" ? "st" : word)).join(" ");

  const search = async (form) => {
    const input = form.querySelector("input");
    const count = form.querySelector("#find-count");
    const list = form.querySelector(".found");
    const answer = await fetch(form.dataset.places);
    if (!answer.ok) return;
    const places = (await answer.json()).map(([name, kind, address]) => ({ name, kind, address, plain: plain(name) }));
    form.hidden = false;
    const show = () => {
      const wanted = plain(input.value);
      const starts = places.filter((place) => wanted && place.plain.startsWith(wanted));
      const holds = places.filter((place) => wanted && !place.plain.startsWith(wanted) && place.plain.includes(wanted));
      const found = [...starts, ...holds];
      list.replaceChildren(...found.slice(0, 10).map((place) => {
        const link = document.createElement("a");
        link.href = place.address;
        link.append(place.name);
        const kind = document.createElement("span");
        kind.textContent = place.kind ? ` ${place.kind}` : "";
        link.append(kind);
        const item = document.createElement("li");
        item.append(link);
        return item;
      }));
      count.textContent = !wanted ? "" : found.length === 0 ? "No area of that name. Try the list of districts below."
        : found.length > 10 ? `${found.length} areas; the first 10 are shown` : found.length === 1 ? "One area" : `${found.length} areas`;
    };
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) first.click();
    });
  };

  const choose = async (line) => {
    const answer = await fetch(line.dataset.tiles);
    if (!answer.ok) return;
    const choices = await answer.json();
    if (choices.length < 2) return;
    const label = document.createElement("label");
    label.textContent = "Figure on the map";
    const select = document.createElement("select");
    select.id = "choose-figure";
    label.htmlFor = select.id;
    select.append(...choices.map((choice, index) => new Option(`${choice.label} (${choice.period})`, index)));
    const shown = line.querySelector(".shown");
    select.addEventListener("change", () => {
      const choice = choices[Number(select.value)];
      shown.textContent = `${choice.label}: ${choice.unit.toLowerCase()}, ${choice.period}. A tile without a number has no figure of that time in these sources.${choice.together ? ` * ${choice.together}, counted together.` : ""}${choice.doubted ? " † The documents disagree on this figure." : ""}`;
      for (const tile of document.querySelectorAll(".tile-map li[data-code]")) {
        const value = choice.values[tile.dataset.code];
        const cell = tile.querySelector(".value");
        cell.textContent = value || "no figure";
        cell.classList.toggle("none", !value);
      }
    });
    line.prepend(label, select);
  };

  for (const form of document.querySelectorAll("form.find")) search(form);
  for (const line of document.querySelectorAll(".choose[data-tiles]")) choose(line);
})();
