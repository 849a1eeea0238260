"use strict";
// Everything shown here is cloned from the page: no text of an article is ever read as markup.
{
  const one = (id) => document.getElementById(id);
  const make = (name, className, ...children) => {
    const element = document.createElement(name);
    element.className = className;
    element.append(...children);
    return element;
  };
  const card = one("card"), thread = one("thread"), path = thread.firstElementChild;
  const colour = (element) => element.closest("[class*=s]")?.className.match(/\bs\d\b/)?.[0] ?? "s0";
  // The card tells more than these; without a script they are all there is.
  for (const element of document.querySelectorAll("article [title]")) element.removeAttribute("title");

  // What is under the pointer or the focus lights up, wherever it stands.
  let lit = [];
  // The line that is drawn, or would be if its end in the list were in sight.
  let tied = null;
  function hide() {
    card.hidden = true;
    thread.toggleAttribute("hidden", true); // of SVG, so no property
    tied = null;
  }
  function clear() {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    hide();
  }
  function light(target) {
    clear();
    const article = target.closest?.("article");
    if (!article) return;
    const run = target.closest("[data-quotes]"), name = target.closest("[data-entity]");
    const keys = run?.dataset.quotes.split(" ") ?? [];
    for (const key of keys) lit.push(...article.querySelectorAll(`[data-quotes~="${key}"]`));
    if (name) lit.push(...article.querySelectorAll(`[data-entity="${name.dataset.entity}"]`));
    for (const element of lit) element.classList.add("lit");
    if (!(run ?? name) || !target.closest(".body")) return;
    const rows = keys.map((key) => article.querySelector(`aside [data-quotes="${key}"]`)).filter(Boolean);
    card.replaceChildren(...rows.map(told), ...(name ? [named(article, name)] : []));
    if (rows.length) reveal(rows[0]);
    place(run ?? name, lit.filter((element) => element.matches(".run")));
    if (rows.length) tie(run, rows[rows.length - 1]);
  }
  // Who, by which words, how sure.
  function told(row) {
    const who = row.closest("section").querySelector("button");
    const strong = make("strong", "", ...who.cloneNode(true).childNodes);
    strong.dataset.number = who.dataset.number;
    return make("div", colour(row), strong, row.querySelector(".how").cloneNode(true));
  }
  function named(article, name) {
    const row = article.querySelector(`aside [data-entity="${name.dataset.entity}"]`);
    const kind = row.closest("ul");
    const text = make("span", `kinded ${kind.className}`, ...row.querySelector("a").cloneNode(true).childNodes);
    const what = { PERSON: "person", ORG: "organisation", LOC: "place", MISC: "other name" }[kind.className];
    return make("div", "", text, ` ${what}, ${row.querySelector("small").textContent}`);
  }
  // Scrolls the list alone; the article stays where it is, and so does the card.
  function reveal(row) {
    const list = row.closest("aside > div"), box = list.getBoundingClientRect(), at = row.getBoundingClientRect();
    if (list.scrollHeight <= list.clientHeight) return;
    if (at.top < box.top) list.scrollTop += at.top - box.top - 40;
    else if (at.bottom > box.bottom) list.scrollTop += at.bottom - box.bottom + 40;
  }
  // Below what is lit around the element, above it where there is no room; a long quote is covered rather than lost.
  function place(element, runs) {
    const near = runs.filter((run) => run.closest("p") === element.closest("p"));
    let boxes = [element, ...near].flatMap((each) => [...each.getClientRects()]);
    const tops = () => Math.min(...boxes.map((box) => box.top)), ends = () => Math.max(...boxes.map((box) => box.bottom));
    if (ends() - tops() > innerHeight / 4) boxes = [...element.getClientRects()];
    if (!boxes.length) return;
    card.hidden = false;
    const below = ends() + 8, above = tops() - card.offsetHeight - 8;
    const top = below + card.offsetHeight < innerHeight || above < 0 ? below : above;
    const left = element.getClientRects()[0].left;
    card.style.top = `${top}px`;
    card.style.left = `${Math.max(16, Math.min(left, innerWidth - card.offsetWidth - 16))}px`;
  }
  // A line from the quote's line to its place in the list, where that stands beside the text.
  function tie(run, row) {
    tied = [run, row];
    thread.toggleAttribute("hidden", true);
    const list = row.closest("aside > div").getBoundingClientRect(), to = row.getBoundingClientRect();
    const from = run.getClientRects()[0], column = run.closest(".column").getBoundingClientRect();
    if (!from || to.left < column.right || to.bottom < list.top || to.top > list.bottom) return;
    // From the column's edge: across the line it would strike words out.
    const [x1, y1, x2, y2] = [column.right + 2, from.top + from.height / 2, to.left - 8, to.top + Math.min(to.height / 2, 18)];
    const half = (x1 + x2) / 2;
    path.setAttribute("d", `M${x1},${y1} C${half},${y1} ${half},${y2} ${x2},${y2}`);
    thread.setAttribute("class", colour(run));
    thread.toggleAttribute("hidden", false);
  }
  const focused = () => document.activeElement?.matches("article :focus-visible");
  // What scrolls under a pointer at rest takes nothing from what has the focus.
  let pointer = "";
  const where = ({ clientX, clientY }) => `${clientX},${clientY}`;
  document.addEventListener("pointerover", (event) => {
    const moved = where(event) !== pointer;
    pointer = where(event);
    if (moved || !focused()) light(event.target);
  });
  document.addEventListener("pointermove", (event) => { pointer = where(event); }, { passive: true });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(":focus-visible")) light(event.target);
  });
  document.addEventListener("focusout", clear);
  document.addEventListener("scroll", ({ target }) => {
    if (target === document) hide();
    else if (tied) tie(...tied); // the list moves beside the text
  }, { capture: true, passive: true });
  // Moving the focus scrolls too; what has it is shown where it has come to.
  document.addEventListener("scrollend", () => {
    if (focused()) light(document.activeElement);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  // A speaker's name shows only what they say, until pressed again.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".speaker button");
    if (!button) return;
    const article = button.closest("article"), only = button.getAttribute("aria-pressed") !== "true";
    for (const other of article.querySelectorAll(".speaker button")) other.setAttribute("aria-pressed", "false");
    for (const run of article.querySelectorAll(".shown")) run.classList.remove("shown");
    article.classList.toggle("dim", only);
    button.setAttribute("aria-pressed", String(only));
    if (!only) return;
    for (const row of button.closest("section").querySelectorAll("[data-quotes]"))
      for (const run of article.querySelectorAll(`.run[data-quotes~="${row.dataset.quotes}"]`)) run.classList.add("shown");
  });

  // Over several articles: the index first, then whichever article the address names, one at a time.
  const index = one("index");
  if (index) {
    const main = document.querySelector("main");
    main.before(index);
    index.querySelector(".search").hidden = false;
    const articles = [...main.children];
    const heading = (article) => article.querySelector("h1").textContent;
    const turn = (link, article) => {
      if (!article) return link.removeAttribute("href");
      link.href = `#${article.id}`;
      link.title = heading(article);
    };
    function route() {
      clear();
      const target = one(location.hash.slice(1)), article = target?.closest("article");
      index.hidden = !!article;
      one("pager").hidden = document.querySelector(".key").hidden = !article;
      for (const other of articles) other.hidden = other !== article;
      document.title = article ? `${heading(article)} – wiremill` : `${articles.length} articles – wiremill`;
      if (!article) return;
      turn(one("previous"), articles[articles.indexOf(article) - 1]);
      turn(one("next"), articles[articles.indexOf(article) + 1]);
      if (target === article) scrollTo({ top: 0, behavior: "instant" });
      else target.scrollIntoView({ behavior: "instant" });
    }
    addEventListener("hashchange", route);
    route();

    // Search by speaker: accents and capitals do not matter.
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const listed = [...index.querySelectorAll("[data-article]")].map((row) => {
      const speakers = [...one(row.dataset.article).querySelectorAll("section.speaker")].map((section) => {
        const who = section.querySelector("bdi");
        return { who, folded: fold(who.textContent), nobody: section.classList.contains("s0"), rows: [...section.querySelectorAll("li")] };
      });
      return { row, hits: row.querySelector(".hits"), folded: fold(heading(one(row.dataset.article))), speakers };
    });
    const who = one("who"), kind = one("kind"), sure = one("sure");
    const MAX_HITS = 20; // of one article
    function search() {
      const query = fold(who.value.trim()), any = query || kind.value || sure.value > 0;
      let quotes = 0, kept = 0;
      for (const { row, hits, folded, speakers } of listed) {
        const titled = folded.includes(query);
        const people = speakers.filter((speaker) => !query || (!speaker.nobody && speaker.folded.includes(query)));
        const found = people.flatMap((speaker) => speaker.rows
          .filter(({ dataset }) => (!kind.value || dataset.kind === kind.value) && dataset.sure >= Number(sure.value))
          .map((quote) => [speaker, quote]));
        const keep = !any || found.length > 0 || (titled && query && !kind.value && sure.value === "0");
        row.hidden = !keep;
        kept += keep;
        quotes += found.length;
        hits.replaceChildren(...(any ? found.slice(0, MAX_HITS) : []).map(([speaker, quote]) => {
          const how = quote.querySelector(".how").cloneNode(true);
          how.prepend(make("strong", "", speaker.who.cloneNode(true)));
          how.querySelector(".is-source")?.remove();
          return make("li", colour(quote), quote.querySelector("a").cloneNode(true), how);
        }));
        if (any && found.length > MAX_HITS) hits.append(make("li", "s0", `and ${found.length - MAX_HITS} more`));
      }
      for (const button of index.querySelectorAll("[data-who]"))
        button.setAttribute("aria-pressed", String(fold(button.dataset.who) === query));
      const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
      one("found").textContent = any ? `${count(quotes, "quote")} in ${count(kept, "article")}` : "";
    }
    for (const field of [who, kind, sure]) field.addEventListener("input", search);
    index.addEventListener("click", (event) => {
      const button = event.target.closest("[data-who]");
      if (!button) return;
      who.value = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.who;
      search();
    });
    search();
  } else {
    document.title = `${document.querySelector("h1")?.textContent ?? "no article"} – wiremill`;
  }
}
