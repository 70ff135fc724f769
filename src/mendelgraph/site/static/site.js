// Search as you type, receipts on hover, IRIs to copy. Without it every page is whole; it adds, it holds nothing back.
"use strict";
(() => {
  const script = document.currentScript;
  const { root, base } = script.dataset;
  const KINDS = { c: "condition", g: "gene" };
  const MOST = 8;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

  let index = null; // rows [kind, name, stem, words], and their folded texts
  const load = () => index ??= new Promise((resolve, reject) => {
    const tag = document.createElement("script"); // a script tag also works from a folder, where fetch does not
    tag.src = root + "assets/search-index.js";
    tag.onload = () => resolve(self.mendelgraphIndex.map((row) => ({
      kind: row[0], name: row[1], stem: row[2], words: row[3], folded: [row[1], ...row[3]].map(fold),
    })));
    tag.onerror = reject;
    document.head.append(tag);
  });

  // Lower is nearer: the whole text, its beginning, a word's beginning, anywhere; names before other words.
  const rank = (text, wanted) => {
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 2;
    const at = text.indexOf(wanted);
    if (at < 0) return Infinity;
    return /[^\p{L}\p{N}]/u.test(text[at - 1]) ? 4 : 6;
  };
  const search = (rows, typed) => {
    const wanted = fold(typed);
    return rows
      .map((row) => {
        const ranks = row.folded.map((text, place) => rank(text, wanted) + (place ? 1 : 0));
        const best = Math.min(...ranks);
        return { row, best, by: ranks.indexOf(best) };
      })
      .filter((hit) => hit.best < Infinity)
      .sort((a, b) => a.best - b.best || a.row.name.length - b.row.name.length || (a.row.name < b.row.name ? -1 : 1));
  };

  const show = (box, hits) => {
    const list = document.createElement("ul");
    for (const { row, by } of hits.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + row.stem + ".html";
      link.textContent = row.name;
      const note = document.createElement("small");
      note.textContent = KINDS[row.kind] + (by ? ` · ${row.words[by - 1]}` : "");
      link.append(note);
      item.append(link);
      list.append(item);
    }
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = hits.length ? (hits.length > MOST ? `${hits.length} found; type on` : `${hits.length} found`) : "Nothing found";
    box.replaceChildren(...(hits.length ? [list, said] : [said]));
    box.hidden = false;
  };

  for (const form of document.querySelectorAll(".search")) {
    const input = form.querySelector("input");
    const box = form.querySelector(".found");
    form.hidden = false;
    const update = async () => {
      if (!input.value.trim()) { box.hidden = true; return; }
      const rows = await load();
      if (input.value.trim()) show(box, search(rows, input.value));
    };
    input.addEventListener("focus", load, { once: true });
    input.addEventListener("input", update);
    form.addEventListener("keydown", (event) => {
      const links = [...box.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && links.length) {
        event.preventDefault();
        (links[at + step] ?? (at + step < 0 ? input : links.at(-1))).focus();
      } else if (event.key === "Escape") { box.hidden = true; input.focus(); } else if (event.key === "Enter" && event.target === input && links[0]) { links[0].click(); }
    });
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) setTimeout(() => { box.hidden = true; }, 150); });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked && form.classList.contains("large")) { input.value = asked; update(); }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(input|textarea|select)$/i.test(event.target.tagName)) {
      event.preventDefault();
      document.querySelector(".search input")?.focus();
    }
  });

  // A receipt also shows on hover, and goes when the pointer leaves both button and receipt.
  for (const button of document.querySelectorAll(".proof")) {
    const receipt = document.getElementById(button.getAttribute("popovertarget"));
    if (!receipt?.showPopover) continue;
    let waiting, hovered = false;
    const open = () => { clearTimeout(waiting); waiting = setTimeout(() => { if (!receipt.matches(":popover-open")) { hovered = true; receipt.showPopover({ source: button }); } }, 250); };
    const close = () => { clearTimeout(waiting); waiting = setTimeout(() => { if (hovered && receipt.matches(":popover-open")) receipt.hidePopover(); hovered = false; }, 250); };
    button.addEventListener("click", () => { clearTimeout(waiting); hovered = false; });
    for (const part of [button, receipt]) { part.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && open()); part.addEventListener("pointerleave", close); }
  }

  // IRIs to copy: one button that follows pointer and focus through the data.
  const copy = async (button, text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1200);
  };
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, button.dataset.copy));
  }
  const data = document.querySelector(".data");
  if (data) {
    const about = data.dataset.iriRoot;
    const floating = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy IRI" });
    let current;
    // Terms are shown so that each can be written out again: below this page's IRI, below the base, with a prefix, whole.
    const iriOf = (part) => {
      const href = part.getAttribute("href") ?? "";
      if (href.startsWith("#")) return `${about.startsWith(base) ? about + "/" : base}${decodeURIComponent(href.slice(1))}`;
      const block = part.closest(".block[id]");
      const text = part.textContent;
      if (part.tagName === "H3" && block?.id === text) return `${about.startsWith(base) ? about + "/" : base}${text}`;
      const [prefix] = text.split(":", 1);
      const start = self.mendelgraphPrefixes?.[prefix];
      if (start && text.length > prefix.length) return start + text.slice(prefix.length + 1);
      return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : base + text;
    };
    const prefixes = Object.assign(document.createElement("script"), { src: root + "assets/prefixes.js" });
    floating.addEventListener("click", () => copy(floating, iriOf(current)));
    const follow = (event) => {
      const part = event.target.closest?.("a[href], h3");
      if (!prefixes.isConnected) document.head.append(prefixes);
      if (part && part !== current && data.contains(part) && part.closest(".block")) { current = part; floating.textContent = "Copy IRI"; part.after(floating); }
    };
    data.addEventListener("pointermove", (event) => { if (event.movementX || event.movementY) follow(event); }); // not when scrolling brings something under a resting pointer
    data.addEventListener("focusin", follow);
  }

  // A link into folded data opens what folds it.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1)) ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target?.parentElement; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
})();
