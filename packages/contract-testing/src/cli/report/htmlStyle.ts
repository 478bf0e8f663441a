/** The look of the report, in light and in dark. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ink: #1b2430; --soft: #5b6878; --line: #dfe4ea; --page: #f6f7f9; --card: #ffffff;
  --kept: #177245; --kept-soft: #e3f4ea; --broken: #b3261e; --broken-soft: #fbe9e7; --code: #f0f2f5; --link: #2457a6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9f0; --soft: #9aa7b8; --line: #2e3743; --page: #12161c; --card: #1a2029;
    --kept: #6fd39b; --kept-soft: #14301f; --broken: #ff9a8f; --broken-soft: #3b1a17; --code: #232b36; --link: #8db4f5;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 40px; }
header .document { margin: 0; color: var(--soft); font-weight: 600; }
header .document span { font-weight: 400; }
h1 { margin: 4px 0 20px; font-size: 34px; line-height: 1.2; letter-spacing: -0.01em; }
header.clean h1 { color: var(--kept); }
header.found h1 { color: var(--broken); }
header dl { display: flex; flex-wrap: wrap; gap: 12px 36px; margin: 0; }
dt { color: var(--soft); font-size: 12px; text-transform: uppercase; letter-spacing: 0.06em; }
dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 20px; }
section:last-child { padding-bottom: 56px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 10px 14px; text-align: left; vertical-align: top; white-space: nowrap; }
thead th { color: var(--soft); font-size: 12px; font-weight: 600; border-bottom: 1px solid var(--line); }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
tbody th { min-width: 200px; white-space: normal; overflow-wrap: anywhere; }
tr.answers td { padding-top: 0; white-space: normal; }
th small { display: block; color: var(--soft); font-weight: 400; }
td.none { color: var(--soft); }
td.kept { color: var(--kept); }
td.kept::before { content: "✓ "; }
td.broken { color: var(--broken); background: var(--broken-soft); }
.status { display: inline-block; margin: 1px 4px 1px 0; padding: 0 7px; border-radius: 6px; background: var(--code); font-size: 13px; }
.status i { color: var(--soft); font-style: normal; }
.status.s5, .status.sn { background: var(--broken-soft); color: var(--broken); }
.status.s2 { background: var(--kept-soft); color: var(--kept); }
article { margin: 0 0 16px; padding: 18px 22px; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--broken); border-radius: 10px; }
article:target { outline: 2px solid var(--link); }
h3 { margin: 0 0 6px; font-size: 17px; }
h3 a { display: inline-block; min-width: 26px; margin-right: 6px; padding: 0 6px; border-radius: 6px; background: var(--broken-soft); color: var(--broken); text-align: center; text-decoration: none; font-size: 14px; }
h4 { margin: 14px 0 6px; color: var(--soft); font-size: 12px; font-weight: 600; text-transform: uppercase; letter-spacing: 0.06em; }
article p { margin: 6px 0; overflow-wrap: anywhere; }
.where span { margin-left: 6px; padding: 1px 8px; border-radius: 10px; background: var(--code); color: var(--soft); font-size: 12.5px; }
.where .method { font-weight: 700; }
.place { color: var(--soft); font-size: 13px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.comparison { margin: 10px 0; padding: 8px 14px; border-radius: 8px; background: var(--code); }
.comparison div { display: flex; gap: 14px; }
.comparison dt { flex: 0 0 80px; padding-top: 2px; }
.comparison dd { font: 13px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-weight: 400; }
.comparison div:first-child dd { color: var(--kept); }
.comparison div:last-child dd { color: var(--broken); }
.command { display: flex; align-items: flex-start; gap: 8px; margin: 0 0 6px; padding: 8px 8px 8px 14px; border-radius: 8px; background: var(--code); }
.command pre { flex: 1; margin: 2px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
button { padding: 3px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--link); font: inherit; font-size: 13px; cursor: pointer; }
button:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details { margin-top: 10px; }
summary { color: var(--link); cursor: pointer; }
details pre { margin: 8px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
.notes ul { margin: 0; padding: 14px 14px 14px 34px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
@media print { button { display: none; } article { break-inside: avoid; } }
`;
