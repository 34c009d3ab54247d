/** The one style of reports and of the auditor's page: light and dark, narrow and wide, screen and paper. */
export const STYLE: string = `
:root{color-scheme:light dark;--ink:#1a1f26;--soft:#535d69;--paper:#fff;--panel:#f5f7f9;--line:#d3d9e0;
--accent:#075985;--bar:#0c6a9c;--on-bar:#fff;--danger:#a01220;--danger-tint:#fdeced;--warning:#784a00;
--warning-tint:#fff3d9;--note:#234f6d;--note-tint:#e9f2f9;--fine:#17633a;--fine-tint:#e8f5ed}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a7b0bb;--paper:#13161a;--panel:#1b1f25;--line:#38404a;
--accent:#86c8f2;--bar:#86c8f2;--on-bar:#0a141b;--danger:#ff9ea4;--danger-tint:#331a1d;--warning:#f3c46b;
--warning-tint:#302513;--note:#a5cdea;--note-tint:#182733;--fine:#86d6a4;--fine-tint:#15291d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:76rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}
header{padding-top:1.5rem}
footer{padding-bottom:1.5rem}
h1,h2,h3,h4,h5{line-height:1.25;text-wrap:balance;margin:0}
h1{font-size:clamp(1.5rem,4.5vw,2.125rem)}
h2{font-size:1.375rem;margin:2rem 0 .75rem}
h3{font-size:1.1875rem}
h5{font-size:.9375rem}
h4{font-size:1rem;margin:1.25rem 0 .375rem}
p,ul,ol,dl{margin:.5rem 0}
ul,ol{padding-inline-start:1.25rem}
li+li{margin-top:.25rem}
a{color:var(--accent);text-underline-offset:.15em}
.long{word-break:break-all}
code{direction:ltr;unicode-bidi:isolate;font:.875em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
small,.soft,.eyebrow,figcaption,footer,.finding .about{color:var(--soft);font-size:.875rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.eyebrow{margin:0 0 .25rem}
.skip{position:absolute;inset-inline-start:-999rem;top:0;z-index:1;padding:.5rem 1rem;background:var(--paper)}
.skip:focus{inset-inline-start:0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.facts{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.375rem 1.25rem;margin:.75rem 0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;min-width:0}
.verdict{display:grid;gap:.5rem;margin:1.5rem 0;padding:1rem 1.25rem;border:1px solid;border-inline-start-width:6px;border-radius:8px}
.verdict p{margin:0}
.verdict strong{font-size:1.125rem}
.danger{--is:var(--danger);--tint:var(--danger-tint)}.warning{--is:var(--warning);--tint:var(--warning-tint)}
.note{--is:var(--note);--tint:var(--note-tint)}.fine{--is:var(--fine);--tint:var(--fine-tint)}
.danger,.warning,.note,.fine,.finding .about strong{color:var(--is)}
.verdict,.finding{background:var(--tint)}
.verdict p+p{color:var(--ink)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1rem;margin:.75rem 0}
.card{padding:.75rem 1rem;border:1px solid var(--line);border-radius:8px}
.card ul{margin:.25rem 0 0}
section>h3{margin:1.5rem 0 .5rem}
mark{background:var(--warning-tint);color:var(--warning);font-weight:700}
.codes{display:flex;flex-wrap:wrap;gap:1rem;margin:.75rem 0}
.codes figure{margin:0;width:11rem;text-align:center}
svg.qr{display:block;width:100%;border:1px solid var(--line);border-radius:8px;shape-rendering:crispEdges}
ul.findings{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28rem),1fr));gap:.5rem}
.finding{padding:.75rem 1rem;border-inline-start:4px solid;border-radius:6px}
.finding.finding{margin:0}
.finding p{margin:0;color:var(--ink)}
.finding .about{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem}
.contract{border:1px solid var(--line);border-radius:10px;margin:1rem 0}
.contract>summary{padding:.875rem 1.25rem;cursor:pointer}
.contract>summary h3{display:inline}
.contract[open]>summary{border-bottom:1px solid var(--line)}
.contract>summary .soft{float:inline-end}
.body{padding:.25rem 1.25rem 1.5rem}
details:not(.contract){margin:.5rem 0}
details:not(.contract)>summary{cursor:pointer;color:var(--accent);padding:.25rem 0}
details.leaf{border-top:1px solid var(--line);margin:0;padding:.125rem 0}
.scroll{overflow-x:auto;margin:.75rem 0;background:linear-gradient(-90deg,var(--paper) 40%,transparent) 100% local,linear-gradient(-90deg,var(--soft),transparent) 100%;background-repeat:no-repeat;background-size:2.5rem 100%,.75rem}
[dir=rtl] .scroll{background:none}
.contents ol{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0}
.contents li{margin:0}
.bottom-line h3{margin:1rem 0 0;font-size:1rem}
dd:empty{border-bottom:1px solid var(--line);min-height:1.75rem}
table{border-collapse:collapse;min-width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
th,td{padding:.4375rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:normal}
th:first-child,td:first-child{padding-inline-start:0}
thead th{color:var(--soft);font-weight:600;font-size:.8125rem;vertical-align:bottom}
tbody th{font-weight:600;min-width:7rem}
td.number,th.number{text-align:end;white-space:nowrap}
td small,th small{display:block;font-weight:400;white-space:normal}
td:not(.number){min-width:6.5rem}
.bars{table-layout:fixed;width:100%}
.bars thead th{width:6rem;font-size:.75rem;padding-inline:.25rem;border-inline-start:1px solid var(--line);overflow-wrap:anywhere;vertical-align:top}
.bars tbody th{padding:.75rem 0 .25rem;border:0}
.bars td{min-width:0;padding:0 1px .25rem;border:0;border-inline-start:1px solid var(--line)}
.bars td span{display:block;padding:.25rem .375rem;border-radius:4px;font-size:.75rem;overflow-wrap:anywhere;color:var(--soft)}
.bars .bar span{background:var(--bar);color:var(--on-bar)}
.bars small{font-size:inherit;color:inherit}
button{font:inherit;font-size:.8125rem;padding:.0625rem .5rem;border:1px solid var(--line);border-radius:5px;background:var(--panel);color:var(--accent);cursor:pointer}
.copy{margin-inline-start:.5rem}
svg.sign{width:.75em;height:.75em;fill:currentColor}
@media (min-width:76rem){td small{white-space:nowrap}tbody th{min-width:15rem}}
@media (max-width:34rem){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.625rem}
.body{padding:.25rem 1rem 1.25rem}.contract>summary{padding:.75rem 1rem}.contract>summary .soft{float:none;display:block}
.rows,.rows tbody,.rows tr,.rows td,.rows th{display:block}.rows thead,.rows td:not([data-head]){display:none}
.rows:not(.bars) tr,.bars tbody{padding:.5rem 0;border-bottom:1px solid var(--line)}
.rows td,.rows tbody th{min-width:0;padding:.125rem 0;border:0;text-align:start;white-space:normal}
.bars td{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .375rem}.bars td span{font-size:.875rem}
.rows td::before{content:"\\2068" attr(data-head) "\\2069: ";color:var(--soft);font-size:.8125rem}}
@page{margin:18mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
@media print{:root{color-scheme:light}body{font-size:10pt;print-color-adjust:exact}.copy,.skip{display:none}
.scroll{overflow:visible;background:none}table,table small{font-size:8pt}th,td{min-width:0!important;white-space:normal!important}td{overflow-wrap:anywhere}
h2,h3,h4{break-after:avoid}footer{break-before:avoid;padding-bottom:0}details::details-content{content-visibility:visible;block-size:auto}
.finding,tr,.bars tbody,figure,.sign-off{break-inside:avoid}}
`
