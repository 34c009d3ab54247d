/** What the page adds to the style of reports. */
export const PAGE_STYLE: string = `
html,body{height:100%}
body{display:flex;flex-direction:column}
main{width:100%}
[hidden]{display:none!important}
label{display:block;font-weight:600;margin:1.5rem 0 .375rem}
textarea{display:block;width:100%;min-height:11rem;padding:.75rem;border:1px solid var(--soft);border-radius:8px;background:var(--panel);color:var(--ink);font:.875rem/1.5 ui-monospace,monospace;resize:vertical}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:0 1rem}
input:not([type=file]),select{width:100%;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:7px;background:var(--panel);color:var(--ink);font:inherit}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .75rem;margin:.75rem 0}
.actions button,.actions a{font-size:1rem;padding:.4375rem 1rem;border-radius:7px}
.actions .main{background:var(--bar);border-color:var(--bar);color:var(--on-bar);font-weight:600}
video{display:block;width:100%;max-width:24rem;aspect-ratio:4/3;object-fit:cover;border-radius:8px;background:#000}
#drawing{max-width:24rem}
.fields{align-items:end}
.language{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .75rem;margin-bottom:1.5rem}.language label{margin:0;font-weight:400}.language select{width:auto}
.dropping{outline:3px dashed var(--accent);outline-offset:-1rem}
.given{list-style:none;padding:0}
.given li{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:7px}
.given small{margin-inline-end:auto}
#said{margin:1rem 0}#said:empty{margin:0}
#said.danger{padding:.75rem 1rem;border-inline-start:4px solid;border-radius:6px;background:var(--danger-tint)}
#result{flex:1;width:100%;max-width:none;padding:0;display:flex;flex-direction:column;min-height:0}
#result .bar-top{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem;padding:.5rem clamp(1rem,4vw,2.5rem);border-bottom:1px solid var(--line);background:var(--panel)}
#result .bar-top button{background:var(--paper);font-size:.875rem;padding:.25rem .75rem}
#result .bar-top h1{margin:0;margin-inline-end:auto;font-size:1rem}
#answer{width:100%;margin:0}#answer:empty{display:none}
iframe{flex:1;width:100%;border:0;background:var(--paper)}
input[type=file]{position:absolute;width:1px;height:1px;opacity:0}
`
