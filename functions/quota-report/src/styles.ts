/**
 * The inline style of the pages; their policy allows it by its hash, and no other. The chart scales as a whole, so its text has a
 * size for each range of widths: 11 to 18 px on the screen.
 */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f5f5f7;--card:#fff;--ink:#1d1d1f;--soft:#6e6e73;--line:#e3e3e8;--track:#e9e9ee;
--blue:#0a6cff;--held:#8fc0ff;--ok:#12813b;--okbg:#e2f5e8;--warn:#8f5600;--warnbg:#fff0d6;--bad:#c01f2e;--badbg:#fde7e9;--plain:#55555b;--plainbg:#ececf0}
@media (prefers-color-scheme:dark){:root{--bg:#0e0e11;--card:#1a1a1f;--ink:#f2f2f5;--soft:#a0a0a8;--line:#2e2e36;--track:#2b2b33;
--blue:#4c9bff;--held:#2c5b98;--ok:#59d487;--okbg:#123722;--warn:#ffc061;--warnbg:#3d2c0c;--bad:#ff8088;--badbg:#43181d;--plain:#b9b9c2;--plainbg:#2c2c34}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:1040px;margin:0 auto;padding:28px 20px 56px}
header{display:flex;flex-wrap:wrap;align-items:center;gap:6px 14px;margin-bottom:20px}
h1{font-size:28px;letter-spacing:-.02em;line-height:1.15;margin:0}
header p{margin:0;color:var(--soft);width:100%}
h2{font-size:17px;margin:0 0 14px}
.card{background:var(--card);border:1px solid var(--line);border-radius:18px;padding:22px;margin-bottom:18px;min-width:0}
.top{display:grid;grid-template-columns:300px minmax(0,1fr);gap:18px}
.gauge{display:block;width:100%;max-width:256px;margin:0 auto}
.gauge path{fill:none;stroke-width:16;stroke-linecap:round}
.track{stroke:var(--track)}.held{stroke:var(--held)}.spent{stroke:var(--blue)}
.EXHAUSTED .spent{stroke:var(--bad)}.WARNING .spent{stroke:var(--warn)}
.gauge .big{font-weight:650;letter-spacing:-.02em;fill:var(--ink);text-anchor:middle}
.gauge .small{font-size:12px;fill:var(--soft);text-anchor:middle}
dl{display:grid;grid-template-columns:1fr auto;gap:7px 12px;margin:14px 0 0;font-variant-numeric:tabular-nums}
dt{color:var(--soft)}dd{margin:0;text-align:right;font-weight:550}
dt i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:8px}
.i-spent{background:var(--blue)}.i-held{background:var(--held)}.i-left{background:var(--track)}
.WARNING .i-spent{background:var(--warn)}.EXHAUSTED .i-spent{background:var(--bad)}
.chart{display:block;width:100%;height:auto;overflow:visible}
.chart text{font-size:14px;fill:var(--soft)}
.chart .end{text-anchor:end}.chart .mid{text-anchor:middle}
.grid{stroke:var(--line);stroke-width:1}.limit{stroke:var(--bad);stroke-width:1.5}.chart .limit-name{fill:var(--bad);font-weight:600}
.area{fill:var(--blue);opacity:.13}.curve{fill:none;stroke:var(--blue);stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.ahead{fill:none;stroke:var(--soft);stroke-width:2;stroke-dasharray:3 6;stroke-linecap:round}.now{fill:var(--blue);stroke:var(--card);stroke-width:2.5}
.note{color:var(--soft);margin:14px 0 0}
.chip{display:inline-block;border-radius:999px;padding:2px 10px;font-size:13px;font-weight:600;background:var(--plainbg);color:var(--plain);white-space:nowrap}
.chip.OK,.chip.completed{background:var(--okbg);color:var(--ok)}.chip.WARNING,.chip.skipped{background:var(--warnbg);color:var(--warn)}
.chip.EXHAUSTED,.chip.failed{background:var(--badbg);color:var(--bad)}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th{text-align:left;font-size:13px;font-weight:550;color:var(--soft);padding:0 12px 8px 0;white-space:nowrap}
td{padding:10px 12px 10px 0;border-top:1px solid var(--line);vertical-align:top}
th.n,td.n{text-align:right;white-space:nowrap}td:last-child,th:last-child{padding-right:0}.jobs th.n,.jobs td.n{padding-right:32px}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.soft{color:var(--soft)}.line{display:block;font-size:13px;color:var(--soft)}.jobs .line{overflow-wrap:anywhere}dt .line{padding-left:18px}.error{color:var(--bad);overflow-wrap:anywhere;font-size:14px}
details{border-top:1px solid var(--line);margin-top:2px}summary{cursor:pointer;padding:12px 0;color:var(--blue)}
time{white-space:nowrap}a{color:var(--blue)}
.bar{display:block;width:100%;height:6px;margin-top:6px;border-radius:3px}.bar .track-fill{fill:var(--track)}.bar .spent-fill{fill:var(--blue)}
footer{color:var(--soft);font-size:13px}
.refusal{max-width:520px;overflow-wrap:anywhere;margin:14vh auto 0;text-align:center}.refusal p{color:var(--soft)}.refusal code{display:block;margin-top:10px;color:var(--ink)}
@media (max-width:1000px){.top{grid-template-columns:minmax(0,1fr);gap:0}.chart text{font-size:13px}
.top .card:first-child{display:grid;grid-template-columns:256px minmax(0,1fr);align-items:center;gap:36px}dl{margin:0}
.jobs,.jobs thead,.jobs tbody{display:block}.jobs tr{display:grid;grid-template-columns:minmax(0,1fr) 104px 116px 116px;gap:4px 16px;padding:12px 0;border-top:1px solid var(--line)}
.jobs thead tr{border:0;padding:0 0 8px}.jobs th,.jobs td,.jobs th.n,.jobs td.n{border:0;padding:0}.jobs th:last-child,.jobs td:empty{display:none}.jobs td.wide{grid-column:1/-1}}
@media (max-width:760px){main{padding:20px 14px 40px}h1{font-size:24px}.card{padding:18px 16px;border-radius:16px}
.top .card:first-child{display:block}dl{margin:14px 0 0}.chart text{font-size:17px}
.jobs thead{display:none}.jobs tr{grid-template-columns:minmax(0,1fr) auto;gap:4px 12px}.jobs tr:first-child{border-top:0;padding-top:0}.jobs td:nth-child(2){text-align:right}}
@media (max-width:560px){.chart text{font-size:25px}}
@media (max-width:400px){.chart text{font-size:32px}}
@media (prefers-reduced-transparency:reduce){.area{opacity:.25}}
`;
