// The report page with a script: pointing at an item lights its words, those of its voice and parties, and earlier
// mentions; the side column follows the paragraph in view. Without it, everything is there, and nothing lights.
"use strict";
(() => {
  const body = document.querySelector(".body");
  const side = document.querySelector(".side");
  if (!body || !side) return;
  document.body.classList.add("scripted");

  const places = new Map(); // item id -> [element, part]
  for (const element of body.querySelectorAll("[data-in]")) {
    for (const token of element.dataset.in.split(" ")) {
      const dot = token.lastIndexOf(".");
      if (dot < 1) continue;
      const item = token.slice(0, dot);
      if (!places.has(item)) places.set(item, []);
      places.get(item).push([element, token.slice(dot + 1)]);
    }
  }
  const cards = new Map();
  for (const card of side.querySelectorAll(".item")) cards.set(card.dataset.of, card);

  let lit = [];
  const light = (element, name) => { element.classList.add(name); lit.push([element, name]); };
  const dark = () => { for (const [element, name] of lit) element.classList.remove(name); lit = []; };

  function show(id) {
    dark();
    const card = cards.get(id);
    const own = places.get(id) || [];
    for (const [element, part] of own) light(element, "ctnlow".includes(part) ? "lit" : "lit-part");
    if (card) light(card, "lit-card");
    const first = own.length ? own[0][0] : null;
    for (const other of card ? card.dataset.also.split(" ").filter(Boolean) : []) {
      for (const [element, part] of places.get(other) || []) {
        if (part === "m") {
          const before = first && (element.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING);
          if (before && !element.classList.contains("lit")) light(element, "lit-before");
        } else if (part !== "c" && part !== "x" && part !== "y") {
          light(element, "lit-voice");
        }
      }
      if (cards.has(other)) light(cards.get(other), "lit-card");
    }
  }

  const idOf = (target) => {
    const near = target.closest && target.closest("[data-lights], [data-of], [data-in]");
    if (!near) return null;
    if (near.dataset.lights || near.dataset.of) return near.dataset.lights || near.dataset.of;
    const tokens = near.dataset.in.split(" ");
    const own = tokens.filter((t) => /\.[tnwl]$/.test(t)).pop() || tokens.filter((t) => /\.c$/.test(t)).pop()
      || tokens.filter((t) => /\.[sqa]$/.test(t)).pop();
    return own ? own.slice(0, own.lastIndexOf(".")) : null;
  };
  const pinned = () => decodeURIComponent(location.hash.slice(1));
  for (const part of [body, side]) {
    for (const kind of ["pointerover", "focusin"]) {
      part.addEventListener(kind, (event) => { const id = idOf(event.target); if (id) show(id); else rest(); });
    }
    part.addEventListener("pointerleave", rest);
    part.addEventListener("focusout", (event) => { if (!event.relatedTarget) rest(); });
  }
  function rest() { if (places.has(pinned())) show(pinned()); else dark(); }

  // The side column follows
  const follow = document.getElementById("follow");
  follow.closest("p").hidden = false;
  const groups = new Map();
  for (const group of side.querySelectorAll(".items")) groups.set(group.dataset.for, group);
  const paragraphs = [...body.querySelectorAll("[data-paragraph]")];
  const narrow = window.matchMedia("(max-width: 62rem)");
  let current = null;
  function view(paragraph) {
    if (!paragraph || paragraph === current) return;
    current = paragraph;
    for (const [number, group] of groups) group.classList.toggle("in-view", number === paragraph.dataset.paragraph);
  }
  const line = () => Math.min(window.innerHeight * 0.32, 320);
  function look() {
    const at = line();
    let best = paragraphs[0];
    for (const paragraph of paragraphs) {
      if (paragraph.getBoundingClientRect().top > at) break;
      best = paragraph;
    }
    if (!narrow.matches) view(best);
  }
  const set = () => { document.body.classList.toggle("following", follow.checked || narrow.matches); };
  follow.addEventListener("change", set);
  narrow.addEventListener("change", set);
  let waiting = false;
  window.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; look(); });
  }, { passive: true });
  const paragraphOf = (element) => element.closest && element.closest("[data-paragraph]");
  body.addEventListener("pointerover", (event) => { if (!narrow.matches) view(paragraphOf(event.target)); });
  body.addEventListener("focusin", (event) => view(paragraphOf(event.target)));
  body.addEventListener("click", (event) => {
    if (!narrow.matches) return;
    const paragraph = paragraphOf(event.target);
    view(paragraph);
    side.classList.toggle("open", Boolean(paragraph && groups.has(paragraph.dataset.paragraph)));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") side.classList.remove("open"); });

  // A permanent link: to the words, and to the part of a long report where they are
  function arrive() {
    const id = pinned();
    if (!id) return;
    const there = document.getElementById(id);
    if (there) {
      rest();
      view(paragraphOf(there));
      if (narrow.matches && cards.has(id)) side.classList.add("open");
      const card = cards.get(id);
      if (card && !narrow.matches) side.scrollTop += card.getBoundingClientRect().top - side.getBoundingClientRect().top - 40;
    } else if (/^[a-z]\d+$/.test(id) && !new URLSearchParams(location.search).has("item")) {
      const query = new URLSearchParams(location.search);
      query.set("item", id);
      query.delete("part");
      location.replace(`${location.pathname}?${query}#${id}`);
    }
  }
  window.addEventListener("hashchange", arrive);
  set();
  look();
  arrive();
})();
