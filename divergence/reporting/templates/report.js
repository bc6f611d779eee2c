// Filter, sort and search the findings, and go from a verdict to its words and back.
// The page works without this script: every link is a plain anchor.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const get = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const list = get("list");
  const cards = all(".finding", list);
  const rank = ["conflict", "omission", "framing", "agreement"];
  const SHOWN_AT_FIRST = 3;

  // --- documents: with many, only the first ones are open until they are asked for
  const documents = all(".document");
  const picker = get("pick-document");
  const showDocument = (shown) => { shown.hidden = false; };
  if (documents.length > SHOWN_AT_FIRST) {
    documents.forEach((one, at) => { one.hidden = at >= SHOWN_AT_FIRST; });
  } else if (documents.length < 2) {
    get("pick").hidden = true;
  }
  picker.addEventListener("change", () => {
    const chosen = documents[Number(picker.value)];
    documents.forEach((one) => { one.hidden = picker.value !== "" && one !== chosen; });
  });
  get("pick-all").addEventListener("click", () => {
    picker.value = "";
    documents.forEach(showDocument);
  });

  // --- from a verdict to its words, and back
  const segments = new Map();
  all(".claim[data-c]").forEach((segment) => {
    segment.dataset.c.split(" ").forEach((claim) => {
      if (!segments.has(claim)) segments.set(claim, []);
      segments.get(claim).push(segment);
    });
  });
  let current = null; // the finding that was last gone to
  const clear = () => all(".on").forEach((one) => one.classList.remove("on"));
  const reveal = (element, block) => {
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block, inline: "nearest", behavior: smooth ? "smooth" : "auto" });
  };
  const showWords = (claims, first) => {
    const parts = claims.flatMap((claim) => segments.get(claim) || []);
    const wide = matchMedia("(min-width: 64rem)").matches;
    const seen = new Set();
    parts.forEach((part) => {
      const place = part.closest(".document");
      showDocument(place);
      part.classList.add("on");
      if (wide && !seen.has(place)) {
        seen.add(place);
        const text = place.querySelector(".text");
        text.scrollTop += part.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
      }
    });
    const target = (segments.get(first) || parts)[0];
    if (!target) return;
    target.focus({ preventScroll: true });
    reveal(target, wide ? "nearest" : "center");
  };
  const showFinding = (card) => {
    if (card.hidden) { form.reset(); filter(); }
    card.classList.add("on");
    card.focus({ preventScroll: true });
    reveal(card, "nearest");
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = decodeURIComponent(link.hash.slice(1));
    if (link.classList.contains("claim")) {
      const findings = link.dataset.f.split(" ").map(get).filter(Boolean);
      if (!findings.length) return;
      event.preventDefault();
      clear();
      const at = findings.findIndex((card) => card === current);
      current = findings[(at + 1) % findings.length]; // words in two findings: the next one
      current.dataset.c.split(" ").forEach((claim) =>
        (segments.get(claim) || []).forEach((part) => part.classList.add("on")));
      showFinding(current);
    } else if (id.startsWith("c-") && segments.has(id.slice(2))) {
      event.preventDefault();
      clear();
      const card = link.closest(".finding");
      current = card;
      if (card) card.classList.add("on");
      const whole = link.classList.contains("badge") && card;
      showWords(whole ? card.dataset.c.split(" ") : [id.slice(2)], id.slice(2));
    } else {
      const target = get(id);
      if (target && target.classList.contains("finding")) {
        event.preventDefault();
        clear();
        current = target;
        showFinding(target);
      } else {
        return;
      }
    }
    history.replaceState(null, "", `#${id}`);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });

  // --- filter, search and sort
  const form = get("tools");
  const said = new Map(cards.map((card) => [card, null]));
  const wordsOf = (card) => {
    if (said.get(card) === null) said.set(card, fold(card.textContent));
    return said.get(card);
  };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ");
  const filter = () => {
    const values = new FormData(form);
    const verdicts = new Set(values.getAll("verdict"));
    const [stance, party] = (values.get("party") || " ").split(" ");
    const topic = values.get("topic");
    const least = Number(values.get("confidence"));
    const query = fold(values.get("search").trim());
    let shown = 0;
    const topics = new Set();
    cards.forEach((card) => {
      const data = card.dataset;
      const parties = stance === "silent" ? data.o : data.p;
      const fits = verdicts.has(data.v) && (!topic || data.t === topic) && Number(data.k) >= least
        && (!party || parties.split(" ").includes(party)) && (!query || wordsOf(card).includes(query));
      card.hidden = !fits;
      if (fits) { shown += 1; topics.add(data.t); }
    });
    const whole = shown === cards.length;
    all("#matrix tbody tr").forEach((row) => { row.hidden = !whole && !topics.has(row.dataset.t); });
    get("count").textContent = whole ? `All ${shown} findings.` : `${shown} of ${cards.length} findings.`;
    highlight(query);
  };
  const order = {
    report: (a, b) => a.dataset.n - b.dataset.n,
    verdict: (a, b) => rank.indexOf(a.dataset.v) - rank.indexOf(b.dataset.v) || a.dataset.n - b.dataset.n,
    topic: (a, b) => a.dataset.l.localeCompare(b.dataset.l, "en") || a.dataset.n - b.dataset.n,
    confidence: (a, b) => b.dataset.k - a.dataset.k || a.dataset.n - b.dataset.n,
  };
  const sort = () => list.append(...[...cards].sort(order[get("sort").value] || order.report));
  const highlight = (query) => {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete("search");
    if (query.length < 2) return;
    const ranges = [];
    const walker = document.createTreeWalker(get("work"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 2000) {
      const text = walker.currentNode.data.toLowerCase();
      for (let at = text.indexOf(query); at !== -1; at = text.indexOf(query, at + query.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + query.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("search", new Highlight(...ranges));
  };
  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (event.target.id === "sort") sort();
    else if (event.target.name === "search") waiting = setTimeout(filter, 120);
    else filter();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("reset", () => setTimeout(() => { sort(); filter(); }));

  // --- sort the matrix by a column
  all("#matrix thead th").forEach((head, column) => {
    const button = head.querySelector("button");
    if (!button) return;
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      all("#matrix thead th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = document.querySelector("#matrix tbody");
      const key = (row) => row.cells[column].dataset.s || fold(row.cells[column].textContent);
      const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
      body.append(...(up ? rows : rows.reverse()));
    });
  });

  // --- print what is folded away, too
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));

  if (location.hash) {
    const target = get(decodeURIComponent(location.hash.slice(1)));
    const place = target && target.closest(".document");
    if (place) { showDocument(place); target.scrollIntoView({ block: "center" }); }
  }
})();
