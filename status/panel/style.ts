/** How the panel and the notice look. Lines and grounds are made of the page's own text color. */
export const PANEL_STYLE = `
:host([size=panel]){display:block;white-space:normal;container-type:inline-size}
.panel,.panel .now{display:grid;gap:1rem}
.panel{padding:1.25rem;border:1px solid color-mix(in srgb,currentcolor 18%,transparent);border-radius:.5rem;background:var(--hokusai-status-background,transparent)}
:host([theme]) .panel{background:light-dark(#fff,#141c2e)}
p,h2,ul,svg{margin:0}
h2{margin-top:1rem;font-size:1.25em;line-height:1.3}
.soft{color:color-mix(in srgb,currentcolor 80%,transparent);font-size:.925em}
.note{font-style:italic}
.headline{display:grid;grid-template-columns:auto 1fr;gap:.75rem;align-items:start;min-height:5rem}
.headline>svg{width:1.5rem;height:1.5rem;margin-top:.15rem}
.title{font-size:1.15em;font-weight:650}
.plain{padding:0;list-style:none}
.check{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;align-items:baseline;padding-block:.6rem;border-bottom:1px solid color-mix(in srgb,currentcolor 15%,transparent)}
.check:first-child{border-top:1px solid color-mix(in srgb,currentcolor 15%,transparent)}
.about{color:color-mix(in srgb,currentcolor 80%,transparent);font-size:.9em}
.about strong{display:block;font-size:1.1em}
.word{display:inline-flex;gap:.4rem;align-items:baseline}
.word svg{flex:none;align-self:center}
.check .soft{grid-column:1/-1;min-height:1.5em}
.checks:not([data-current]) svg{color:inherit}
.controls{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center}
.controls p{flex:1;min-width:12rem}
a{color:var(--hokusai-status-link,LinkText)}
button{min-width:6.5rem;min-height:2.25rem;padding-inline:.75rem;border:1px solid color-mix(in srgb,currentcolor 50%,transparent);border-radius:.5rem;background:none;color:inherit;font:inherit;font-size:.9em;cursor:pointer}
button:hover{border-color:currentcolor}
button[aria-disabled=true]{border-style:dashed;cursor:default}
:is(a,button,summary,.scroll):focus-visible{outline:2px solid currentcolor;outline-offset:2px}
.past{display:grid;gap:1rem}
.past:empty{display:none}
.rows{display:grid;gap:.9rem;margin-top:1rem}
.head{display:flex;justify-content:space-between;gap:1rem}
.total{font-variant-numeric:tabular-nums}
.plot{position:relative;height:1.75rem}
.plot:focus-within{outline:2px solid currentcolor;outline-offset:2px}
.bars svg{display:block;width:100%;height:1.75rem;stroke:none}
.bars .whole{fill:var(--hokusai-status-pass,light-dark(#15713a,#58d68d))}
.bars .failed{fill:var(--hokusai-status-fail,light-dark(#b3261e,#ff9b93))}
.bars .unknown{fill:light-dark(#8b949e,#6b7585)}
.plot input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:crosshair}
.readout{min-height:1.6em;margin-top:.75rem;font-variant-numeric:tabular-nums}
details{margin-top:.5rem}
summary{cursor:pointer}
.scroll{max-height:24rem;margin-top:.5rem;overflow:auto}
table{border-collapse:collapse;font-size:.9em;font-variant-numeric:tabular-nums;white-space:nowrap}
th,td{padding:.25rem .75rem;text-align:end}
th:first-child{text-align:start}
tr{border-bottom:1px solid color-mix(in srgb,currentcolor 12%,transparent)}
.changes{display:grid;gap:.6rem;margin-top:.75rem}
.changes li{padding-inline-start:1.6em;position:relative}
.changes svg{position:absolute;inset-inline-start:0;top:.3em}
.notice{display:flex;gap:.5rem;align-items:center;white-space:normal}
.notice svg{flex:none}
.quiet{min-width:2rem;min-height:2rem;padding:0;border:0;font-size:1.25em;line-height:1}
@container(width >= 40rem){.check{grid-template-columns:18rem 7rem 1fr}.about strong{display:inline}.check .soft{grid-column:auto}}
@media(forced-colors:active){.bars .whole{fill:CanvasText}.bars .failed{fill:Canvas;stroke:CanvasText;vector-effect:non-scaling-stroke}.bars .unknown{fill:GrayText}}
`;
