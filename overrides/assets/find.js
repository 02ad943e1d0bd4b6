// Find your area or a topic, and choose the figure that the tile map shows. Nothing that is typed leaves the page.
"use strict";
(() => {
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/&/g, " and ").replace(/[-–/]/g, " ")
    .replace(/[^a-z0-9 ]/g, "").split(/\s+/).filter(Boolean).map((word) => (word === "saint" ? "st" : word)).join(" ");

  // Are two texts the same but for one letter too many, too few, another, or two that changed places?
  const isSlip = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same += 1;
    const [a, b] = [one.slice(same), other.slice(same)];
    return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  // The first words of a name, then one more each time: "old", "old quay".
  const beginnings = (name) => name.split(" ").map((_, place, words) => words.slice(0, place + 1).join(" "));

  // How well a name answers to what was typed: the smaller the better, and one slip last.
  const EXACT = 0, STARTS = 1, HOLDS = 2, SLIP = 3, SLIP_IN_PART = 4, NOT = 5;
  const rank = (name, wanted, isTopic) => {
    if (name === wanted) return EXACT;
    if (name.startsWith(wanted)) return STARTS;
    return name.includes(isTopic ? ` ${wanted}` : wanted) ? HOLDS : NOT;
  };
  const SHORTEST_TO_SLIP = 4;
  const slipped = (name, wanted) => {
    if (wanted.length < SHORTEST_TO_SLIP) return NOT;
    if (isSlip(name, wanted)) return SLIP;
    return beginnings(name).some((part) => part.length >= SHORTEST_TO_SLIP && isSlip(part, wanted)) ? SLIP_IN_PART : NOT;
  };

  // A place or postcode that lies in these areas: an answer for each district, with its wards.
  const lying = (name, codes, areas, isNear) => {
    const wards = new Map();
    for (const code of codes) {
      const district = areas[code][3] || code;
      wards.set(district, [...(wards.get(district) || []), ...(areas[code][3] ? [code] : [])]);
    }
    return [...wards].map(([district, inner]) => {
      const [where, , address] = areas[district];
      const links = inner.map((code) => [`${areas[code][0]} ward`, areas[code][2]]);
      if (isNear) links.push(["Whom to call", `${address}#whom-to-call`]);
      return { name, kind: `, in ${where}`, address, links, plain: plain(name) };
    });
  };

  // A topic, and what else leads to it; found by the beginnings of words only, for who looks for a
  // place would otherwise meet it in the middle of one.
  const ofTopic = ([title, address, names]) => [title, ...names].map((name) => ({
    name, kind: name === title ? " topic" : ` topic: ${title}`, address, links: [], plain: plain(name), isTopic: true,
  }));

  const entries = ({ areas, others, topics, places }) => {
    const named = [...Object.values(areas), ...others];
    const once = new Map(named.map(([name, kind, address]) => [`${name}|${address}`, { name, kind: kind && ` ${kind}`, address, links: [], plain: plain(name) }]));
    const lie = new Map();
    for (const [name, code] of places) lie.set(name, [...(lie.get(name) || []), code]);
    const inPlaces = [...lie].flatMap(([name, codes]) => lying(name, codes, areas, false));
    return [...once.values(), ...inPlaces, ...topics.flatMap(ofTopic)];
  };

  // The best answers to a name, and the rank of each; of those that answer alike areas come first,
  // and a topic once.
  const found = (all, wanted) => {
    const ranked = (rule) => all.map((entry) => ({ ...entry, rank: rule(entry.plain, wanted, entry.isTopic) }))
      .filter((entry) => entry.rank !== NOT).sort((a, b) => a.rank - b.rank)
      .filter((entry, place, sorted) => !entry.isTopic || sorted.findIndex((other) => other.address === entry.address) === place);
    const direct = ranked(rank);
    return direct.length ? direct : ranked(slipped);
  };

  const BEGUN = /^[a-z]{1,2}[0-9]/;
  const told = (answers, wanted, hasPostcodes) => {
    if (!answers.length && hasPostcodes && BEGUN.test(wanted)) return "Type the whole postcode.";
    if (!answers.length) return "Nothing of that name. Try the list of districts below.";
    if (answers[0].rank >= SLIP) {
      return answers.length === 1 ? `Nothing of exactly that name. Did you mean ${answers[0].name}?` : "Nothing of exactly that name. Did you mean one of these?";
    }
    if (answers.length > 10) return `${answers.length} found; the first 10 are shown`;
    return answers.length === 1 ? "One found" : `${answers.length} found`;
  };

  const listItem = ({ name, kind, address, links }) => {
    const item = document.createElement("li");
    const link = (text, href) => {
      const anchor = document.createElement("a");
      // Opened from a folder a page is its file.
      anchor.href = location.protocol === "file:" ? href.replace(/\/(?=$|[?#])/, "/index.html") : href;
      anchor.append(text);
      item.append(anchor);
      return anchor;
    };
    const detail = document.createElement("span");
    detail.textContent = kind;
    link(name, address).append(detail);
    for (const [text, href] of links) link(text, href);
    return item;
  };

  const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])([A-Z]{2})$/;
  const postcode = (text) => POSTCODE.exec(text.replace(/\s/g, "").toUpperCase());

  // Where a postcode lies. All postcodes come in one file, so that nobody is told which was typed.
  const located = (parts, lookup, areas) => {
    if (!lookup) return { answers: [], what: "The postcodes did not come. Try the name of a place." };
    const [, outward, digit, unit] = parts;
    const name = `${outward} ${digit}${unit}`;
    for (const row of lookup.sectors[`${outward} ${digit}`] || []) {
      const [units, ...numbers] = row.split(" ");
      if (units.match(/../g).includes(unit)) {
        const answers = lying(name, numbers.map((number) => lookup.areas[number]), areas, numbers.length > 1);
        const what = numbers.length > 1 ? `${name} is near a boundary: look at each of these` : `${name} is${answers[0].kind.slice(1)}`;
        return { answers, what };
      }
    }
    return { answers: [], what: `There is no ${name} in these districts. Try the name of a place.` };
  };

  // What stands at an address; in the page itself where it was made to be opened from a folder.
  const held = async (address) => {
    const block = [...document.querySelectorAll("script[data-of]")].find((one) => one.dataset.of === address);
    if (block) return JSON.parse(block.textContent);
    const answer = await fetch(address);
    return answer.ok ? answer.json() : null;
  };

  // What stands at an address, asked for once it is needed; nothing where it does not come.
  const once = (address) => {
    let asked;
    return () => (asked ||= held(address).catch(() => (asked = null)));
  };

  const search = async (form) => {
    const input = form.querySelector("input");
    const count = form.querySelector("#find-count");
    const list = form.querySelector(".found");
    const index = await held(form.dataset.places);
    if (!index) return;
    const all = entries(index);
    const lookup = once(form.dataset.postcodes);
    let answers = [];
    form.hidden = false;
    const show = (what, next) => {
      answers = next;
      list.replaceChildren(...answers.slice(0, 10).map(listItem));
      count.textContent = what;
    };
    const answerTo = async () => {
      const typed = input.value;
      const parts = index.has_postcodes && postcode(typed);
      const wanted = plain(typed);
      if (parts) {
        const { answers: here, what } = located(parts, await lookup(), index.areas);
        if (input.value === typed) show(what, here);
      } else {
        const names = wanted ? found(all, wanted) : [];
        show(wanted ? told(names, wanted, index.has_postcodes) : "", names);
      }
    };
    input.addEventListener("input", answerTo);
    // Enter opens the one best answer. Where there are several, or some after a slip, it chooses
    // none, and leads to the first of them.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (!first) return;
      const [best, next] = answers;
      if (next && (best.rank === next.rank || best.rank >= SLIP)) first.focus();
      else first.click();
    });
  };

  const choose = async (line) => {
    const choices = await held(line.dataset.tiles);
    if (!choices || choices.length < 2) return;
    const label = document.createElement("label");
    label.textContent = "Figure on the map";
    const select = document.createElement("select");
    select.id = "choose-figure";
    label.htmlFor = select.id;
    select.append(...choices.map((choice, index) => new Option(`${choice.label} (${choice.period})`, index)));
    const shown = line.querySelector(".shown");
    select.addEventListener("change", () => {
      const choice = choices[Number(select.value)];
      shown.textContent = `${choice.label}: ${choice.unit.toLowerCase()}, ${choice.period}. A tile without a number has no figure of that time on which the sources agree.${choice.together ? ` * ${choice.together}, counted together.` : ""}`;
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
