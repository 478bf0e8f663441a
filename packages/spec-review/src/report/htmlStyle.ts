/** The style of the HTML report: no outside fonts, light and dark. */
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
  --risky: light-dark(#a86400, #f0b04a);
  --safe: light-dark(#1a7f4b, #53c98b);
  --none: light-dark(#d5dae1, #39414d);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 system-ui, "Segoe UI", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 80px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 40px 0 12px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 4px; padding: 1px 5px; }
.soft { color: var(--soft); }
.verdict { display: inline-block; font-weight: 600; margin: 18px 0 0; padding: 6px 14px; border-radius: 999px; color: light-dark(#ffffff, #14171c); }
.verdict.pass { background: var(--safe); } .verdict.fail { background: var(--breaking); }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin: 24px 0 0; }
.count { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--tone); border-radius: 10px; padding: 12px 16px; text-align: left; color: inherit; font: inherit; cursor: pointer; }
.count b { display: block; font-size: 28px; line-height: 1.1; color: var(--tone); font-variant-numeric: tabular-nums; }
.count[aria-pressed=false] { opacity: 0.45; }
.breaking { --tone: var(--breaking); } .unknown { --tone: var(--unknown); } .risky { --tone: var(--risky); }
.safe { --tone: var(--safe); } .none { --tone: var(--none); }
.map { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 20px; }
.group { display: grid; grid-template-columns: 130px 1fr; gap: 12px; padding: 6px 0; align-items: start; }
.group > span { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding-top: 3px; }
.cells { display: flex; flex-wrap: wrap; gap: 6px; }
.cell { border-radius: 6px; background: color-mix(in srgb, var(--tone) 14%, transparent); border: 1px solid color-mix(in srgb, var(--tone) 55%, transparent); color: var(--text); text-decoration: none; padding: 2px 9px; font-size: 13px; }
.cell b { color: var(--tone); font-weight: 700; font-size: 11px; margin-right: 5px; letter-spacing: 0.03em; }
.cell.none { background: none; color: var(--soft); } .cell.none b { color: var(--soft); }
.cell.removed { text-decoration: line-through; } .cell.added::after { content: " new"; font-size: 11px; color: var(--tone); }
.cell.moved::after { content: " moved"; font-size: 11px; color: var(--tone); }
.dots .cells { gap: 3px; } .dots .cell { width: 14px; height: 14px; padding: 0; border-radius: 3px; background: var(--tone); font-size: 0; }
.dots .cell::after { content: none; } .dots .cell.none { background: var(--none); border-color: transparent; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; margin: 0 0 12px; }
.finding > summary { cursor: pointer; padding: 12px 18px; list-style: none; display: flex; gap: 12px; align-items: baseline; }
.finding > summary::-webkit-details-marker { display: none; }
.finding > summary .tag { color: var(--tone); font-weight: 700; font-size: 11px; text-transform: uppercase; letter-spacing: 0.06em; min-width: 68px; }
.finding > summary .title { flex: 1; font-weight: 550; }
.finding .body { padding: 0 18px 16px 98px; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; margin: 4px 0 12px; }
.side { background: var(--code); border-radius: 8px; overflow: hidden; }
.side header { font-size: 12px; color: var(--soft); padding: 6px 12px 0; overflow-wrap: anywhere; }
.side pre { margin: 0; padding: 4px 12px 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
.side.old { box-shadow: inset 3px 0 var(--breaking); } .side.new { box-shadow: inset 3px 0 var(--safe); }
dl { display: grid; grid-template-columns: 92px 1fr; gap: 6px 12px; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; } dd pre { background: var(--code); border-radius: 8px; margin: 4px 0 0; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.ops span { display: inline-block; margin: 0 8px 2px 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } td, th { text-align: left; padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
.impact { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; margin: 0 0 12px; padding: 10px 18px 12px; }
.impact h3 { font-size: 15px; font-weight: 550; margin: 0 0 4px; } .impact h3 a { color: inherit; text-decoration: none; } .impact h3 a:hover { text-decoration: underline; }
.impact td { border: 0; padding: 3px 10px 3px 0; } .impact td:nth-child(-n+2) { width: 72px; } .impact td.fails { color: var(--breaking); font-weight: 600; } .impact td.mentions { color: var(--risky); }
.impact div.soft { font-size: 13px; overflow-wrap: anywhere; } .impact .spots code { background: none; padding: 0 2px; }
@media (max-width: 720px) { .sides, .counts { grid-template-columns: 1fr 1fr; } .finding .body { padding-left: 18px; } .sides { grid-template-columns: 1fr; } }
`;

/** Buttons that hide and show findings by severity; links that open what they lead to. */
export const htmlScript = `
for (const button of document.querySelectorAll("button.count")) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") === "false";
    button.setAttribute("aria-pressed", String(on));
    for (const finding of document.querySelectorAll("details." + button.dataset.severity)) finding.hidden = !on;
  });
}
addEventListener("hashchange", openTarget);
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) { target.open = true; target.hidden = false; target.scrollIntoView(); }
}
openTarget();
`;
