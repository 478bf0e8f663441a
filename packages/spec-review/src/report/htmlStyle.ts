/** The style of the HTML report: no outside fonts, light and dark, from 320 px upwards. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #14171c);
  --card: light-dark(#ffffff, #1c2027);
  --line: light-dark(#e1e5ea, #2d333d);
  --text: light-dark(#1d2430, #e4e8ee);
  --soft: light-dark(#5c6675, #9aa5b5);
  --code: light-dark(#f1f3f6, #252b34);
  --breaking: light-dark(#c62834, #ff6b72);
  --unknown: light-dark(#7a3fc0, #b48cf2);
  --risky: light-dark(#945800, #f0b04a);
  --safe: light-dark(#1a7f4b, #53c98b);
  --none: light-dark(#8a94a3, #6b7686);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 system-ui, "Segoe UI", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 80px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 36px 0 12px; } h2 .soft { font-weight: 400; font-size: 15px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
code { background: var(--code); border-radius: 4px; padding: 1px 5px; }
.soft { color: var(--soft); overflow-wrap: anywhere; }
.result { display: inline-block; font-weight: 600; margin: 18px 0 4px; padding: 6px 14px; border-radius: 18px; color: light-dark(#ffffff, #14171c); }
.result.pass { background: var(--safe); } .result.fail { background: var(--breaking); }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.breaking { --tone: var(--breaking); } .unknown { --tone: var(--unknown); } .risky { --tone: var(--risky); }
.safe { --tone: var(--safe); } .none { --tone: var(--none); }
.bar { position: sticky; top: 0; z-index: 1; background: var(--page); padding: 12px 0; display: grid; gap: 10px; border-bottom: 1px solid var(--line); margin-top: 16px; }
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; }
.count { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 10px; padding: 8px 14px; text-align: left; color: inherit; font: inherit; cursor: pointer; display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; }
.count b { font-size: 22px; line-height: 1.1; color: var(--tone); font-variant-numeric: tabular-nums; }
.count[aria-pressed=false] { opacity: 0.45; } .count[disabled] { cursor: default; opacity: 0.6; }
.tools { display: flex; gap: 10px; }
.tools input, .tools select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 7px 10px; min-width: 0; }
.tools input { flex: 1; }
.overview, .documents { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.group, .same { border-top: 1px solid var(--line); } .overview > :first-child { border-top: 0; } .group .same { border: 0; } .same .group:last-child { border-bottom: 0; }
.group > summary { cursor: pointer; padding: 9px 16px; display: flex; gap: 12px; align-items: center; list-style: none; }
.same > summary { cursor: pointer; padding: 8px 16px; color: var(--soft); display: flex; gap: 12px; list-style: none; }
:is(.group, .same, .finding) > summary::-webkit-details-marker { display: none; }
:is(.group, .same, .finding) > summary::before { content: "▸"; color: var(--soft); flex: none; width: 10px; }
:is(.group, .same, .finding)[open] > summary::before { content: "▾"; }
.group .name { flex: 1; font-weight: 550; overflow-wrap: anywhere; min-width: 0; }
.group > summary .soft { min-width: 72px; text-align: right; font-variant-numeric: tabular-nums; }
.pips { display: flex; gap: 5px; } .pip { background: color-mix(in srgb, var(--tone) 15%, transparent); color: var(--tone); border-radius: 999px; padding: 0 8px; font-size: 12px; font-weight: 650; font-variant-numeric: tabular-nums; }
.ops { list-style: none; margin: 0; padding: 0 16px 10px 38px; columns: 2 380px; column-gap: 28px; }
.op { break-inside: avoid; padding: 2px 0 2px 10px; border-left: 3px solid var(--tone); margin: 2px 0; font-size: 13px; overflow-wrap: anywhere; }
.op b { color: var(--tone); font-size: 11px; margin-right: 6px; letter-spacing: 0.03em; } .op a { color: inherit; text-decoration: none; } .op a:hover { text-decoration: underline; }
.op em { color: var(--tone); font-style: normal; font-size: 11px; margin-left: 6px; } .op.removed a { text-decoration: line-through; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; margin: 0 0 8px; scroll-margin-top: 150px; }
.many .finding { content-visibility: auto; contain-intrinsic-block-size: auto 48px; }
.finding > summary { cursor: pointer; padding: 10px 16px; list-style: none; display: flex; gap: 10px; align-items: baseline; }
.finding > summary .tag { color: var(--tone); font-weight: 700; font-size: 11px; text-transform: uppercase; letter-spacing: 0.06em; min-width: 66px; }
.finding > summary .title { flex: 1; font-weight: 550; overflow-wrap: anywhere; min-width: 0; }
.finding > summary .soft { font-size: 12px; max-width: 38%; text-align: right; }
.finding .body { padding: 0 18px 16px 102px; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; margin: 4px 0 12px; }
.side { background: var(--code); border-radius: 8px; overflow: hidden; min-width: 0; }
.side header { font-size: 12px; color: var(--soft); padding: 6px 12px 0; overflow-wrap: anywhere; }
.side pre { margin: 0; padding: 4px 12px 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
.side.old { box-shadow: inset 3px 0 var(--breaking); } .side.new { box-shadow: inset 3px 0 var(--safe); }
dl { display: grid; grid-template-columns: 92px 1fr; gap: 6px 12px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; } dd pre { background: var(--code); border-radius: 8px; margin: 4px 0 0; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 320px; overflow-y: auto; }
dd.list span { display: inline-block; margin: 0 8px 2px 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } td, th { text-align: left; padding: 6px 12px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.documents { overflow-x: auto; } .documents th { color: var(--soft); font-weight: 500; } .documents td b { color: var(--tone); }
.impact { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; margin: 0 0 12px; padding: 10px 18px 12px; }
.impact h3 { font-size: 15px; font-weight: 550; margin: 0 0 4px; } .impact h3 a { color: inherit; text-decoration: none; } .impact h3 a:hover { text-decoration: underline; }
.impact td { border: 0; padding: 3px 10px 3px 0; } .impact td:nth-child(-n+2) { width: 72px; } .impact td.fails { color: var(--breaking); font-weight: 600; } .impact td.mentions { color: var(--risky); }
.impact div.soft { font-size: 13px; overflow-wrap: anywhere; } .impact .spots code { background: none; padding: 0 2px; }
[hidden] { display: none !important; }
@media (max-width: 720px) {
  main { padding: 20px 14px 60px; } h1 { font-size: 22px; }
  .count { padding: 6px 8px; font-size: 12px; flex-direction: column; gap: 0; } .count b { font-size: 18px; } .counts { gap: 6px; }
  .bar { padding: 8px 0; gap: 8px; } .tools { gap: 6px; } .tools input { width: 0; } .tools select { max-width: 40%; } .same > summary { padding: 8px 12px; gap: 8px; }
  .finding .body { padding: 0 14px 14px; } .sides { grid-template-columns: 1fr; }
  .finding > summary { flex-wrap: wrap; gap: 2px 8px; padding: 10px 12px; } .finding > summary .title { flex: 1 0 100%; } .finding > summary .soft { max-width: 100%; text-align: left; }
  dl { grid-template-columns: 1fr; gap: 0; } dt { margin-top: 8px; font-size: 12px; }
  .group > summary { padding: 9px 12px; gap: 8px; } .group > summary .soft { min-width: 60px; } .ops { padding: 0 12px 10px 30px; columns: 1; }
}
@media print {
  :root { color-scheme: light; --page: #ffffff; print-color-adjust: exact; }
  main { max-width: none; padding: 0; } .bar { position: static; } .tools { display: none; }
  .finding { break-inside: avoid; } .finding[open] { break-inside: auto; } .many .finding { content-visibility: visible; }
  dd pre { max-height: none; }
}
`;

/** Filters by weight, by what depends on the document and by words; links that open what they lead to. */
export const htmlScript = `
{
  const cards = [...document.querySelectorAll("details.finding")];
  const ops = [...document.querySelectorAll(".op")];
  const groups = [...document.querySelectorAll(".overview details")];
  const search = document.querySelector("input[type=search]");
  const effect = document.querySelector("select");
  const empty = document.getElementById("empty");
  const texts = new Map();
  function textOf(element) {
    if (!texts.has(element)) texts.set(element, (element.textContent + " " + element.title).toLowerCase());
    return texts.get(element);
  }
  function apply() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const hits = (element) => words.every((word) => textOf(element).includes(word));
    const off = new Set([...document.querySelectorAll("button.count[aria-pressed=false]")].map((button) => button.dataset.severity));
    let shown = 0;
    for (const card of cards) {
      const concerned = effect.value === "" || card.dataset[effect.value] !== "no";
      card.hidden = off.has(card.dataset.severity) || !concerned || !hits(card);
      if (!card.hidden) shown += 1;
    }
    empty.hidden = shown > 0;
    for (const op of ops) op.hidden = !hits(op);
    for (const group of groups) {
      const found = [...group.querySelectorAll(".op")].some((op) => !op.hidden);
      group.hidden = !found;
      if (words.length > 0 && found) group.open = true;
    }
  }
  for (const button of document.querySelectorAll("button.count")) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") === "false"));
      apply();
    });
  }
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  });
  effect.addEventListener("change", apply);
  addEventListener("hashchange", openTarget);
  function openTarget() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) { target.open = true; target.hidden = false; target.scrollIntoView(); }
  }
  openTarget();
  // The first view of many cards is there at once; a picture of the whole page shows the others as well.
  const waiting = document.querySelector(".many") ? [...cards] : [];
  function layOut() {
    for (const card of waiting.splice(0, 100)) card.style.contentVisibility = "visible";
    if (waiting.length > 0) setTimeout(layOut);
  }
  addEventListener("load", () => setTimeout(layOut));
}
`;
