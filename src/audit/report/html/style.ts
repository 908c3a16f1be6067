/** The look of the page: light and dark, on a phone, on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --soft: #545c66; --line: #d5dae1; --link: #0a4fa3; --hit: #fff3c4;
  --good: #1a7f37; --fair: #9a6700; --poor: #c4321f; --track: #e3e7ec; --code: #f3f5f8;
  --critical: #8a1020; --on-critical: #ffffff; --high: #c4321f; --on-high: #ffffff; --medium: #ffd98a; --on-medium: #4a3000;
  --low: #cfe6fb; --on-low: #0b3d66; --info: #e3e7ec; --on-info: #39414a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111418; --card: #1a1f25; --text: #e8ebef; --soft: #a6b0bb; --line: #343c46; --link: #86b7ff; --hit: #4a3d0c;
    --good: #4ac26b; --fair: #e3b341; --poor: #ff8a7a; --track: #303841; --code: #14181d;
    --critical: #ff6b7d; --on-critical: #2b0208; --high: #ff9d8f; --on-high: #3a0d05; --medium: #e3b341; --on-medium: #2b1f00;
    --low: #23486b; --on-low: #dcedff; --info: #343c46; --on-info: #dde2e8;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 1rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, button:focus-visible, pre:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px;
}
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 0 0 .8rem; }
h3 { font: 600 1rem/1.4 ui-monospace, monospace; margin: 2rem 0 .6rem; }
h4 { display: inline; font: 600 1rem/1.4 ui-monospace, monospace; margin: 0; }
p { margin: .3rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; }
p code, li code, td code { background: var(--code); padding: .1em .3em; border-radius: 4px; }
.soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.2rem; margin: 0 0 1rem; }
.top { display: flex; gap: 1.5rem; align-items: center; }
.gauge { flex: none; width: 9rem; height: 9rem; }
.gauge .number { font: 700 30px system-ui, sans-serif; fill: var(--text); }
.gauge .of { font: 12px system-ui, sans-serif; fill: var(--soft); }
.track { stroke: var(--track); fill: none; }
.good { stroke: var(--good); } .fair { stroke: var(--fair); } .poor { stroke: var(--poor); }
rect.good { fill: var(--good); } rect.fair { fill: var(--fair); } rect.poor { fill: var(--poor); } rect.track { fill: var(--track); }
rect { stroke: none; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: start; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; vertical-align: top; font-weight: inherit; }
td.number { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { width: 100%; height: .7rem; display: block; margin-top: .45rem; }
.bars td:nth-child(2) { width: 55%; }
thead th { color: var(--soft); font-size: .9rem; border-bottom: 1px solid var(--line); }
ol.gains { margin: 0; padding: 0; list-style: none; }
ol.gains li { display: grid; grid-template-columns: 3.4rem 1fr; padding: .25rem 0; }
.gain { color: var(--good); font-weight: 700; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; border-radius: 999px; padding: .05rem .6rem; font-size: .82rem; font-weight: 600; white-space: nowrap; }
.critical { background: var(--critical); color: var(--on-critical); } .high { background: var(--high); color: var(--on-high); }
.medium { background: var(--medium); color: var(--on-medium); } .low { background: var(--low); color: var(--on-low); }
.info { background: var(--info); color: var(--on-info); }
.filters { display: flex; flex-wrap: wrap; gap: .8rem 1.4rem; align-items: end; }
.filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem .9rem; }
.filters legend, .filters .name { display: block; font-size: .85rem; color: var(--soft); padding: 0; }
.filters label { display: inline-flex; gap: .35rem; align-items: center; min-height: 2rem; }
.filters label.block { display: block; }
input[type=search], select, button {
  font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 6px; padding: .35rem .6rem;
  max-width: 100%;
}
::placeholder { color: var(--soft); opacity: 1; }
.finding > header { margin-bottom: .4rem; }
.finding .title { margin: .1rem 0 .4rem; }
.place { border-top: 1px solid var(--line); padding: .35rem 0; }
summary { cursor: pointer; padding: .15rem 0; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .5rem 0; margin: .4rem 0; overflow-x: auto; tab-size: 4; }
pre.plain { padding: .5rem .8rem; }
.l { display: block; padding: 0 .8rem; white-space: pre; overflow-wrap: normal; width: max-content; min-width: 100%; }
.l .n { display: inline-block; min-width: 3.2em; padding-right: 1em; text-align: right; color: var(--soft); user-select: none; }
.l.hit { background: var(--hit); color: inherit; }
.l { scroll-margin-top: 6rem; }
.l:target { outline: 2px solid var(--link); outline-offset: -2px; }
@media (max-width: 46rem) {
  .pair { grid-template-columns: 1fr; gap: 0; }
  .top { flex-direction: column; align-items: flex-start; }
  .card { padding: .8rem; }
  .filters label.block, .filters input[type=search] { width: 100%; }
  table.stack thead { position: absolute; left: -99rem; }
  table.stack tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--line); }
  table.stack td { display: block; padding: 0; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --link: #000; --hit: #fff3c4; --code: #fff; --track: #ddd;
  }
  body { font-size: 10.5pt; }
  .wrap { max-width: none; padding: 0; }
  .filters, .skip { display: none; }
  .card { border-width: 0 0 1px; border-radius: 0; padding: .4rem 0; }
  .place, .gains li, tr, .top { break-inside: avoid; }
  h2, h3, .finding > header { break-after: avoid; }
  .l { white-space: pre-wrap; width: auto; }
  .badge, .hit, rect, circle { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
