export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#e2e2de, #33332f); --soft: light-dark(#6b6b66, #a3a39c); --bad: light-dark(#b3261e, #ff8a80); --back: light-dark(#fbfbf9, #161614) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1rem 6rem; font: 16px/1.5 system-ui, sans-serif; background: var(--back); color: light-dark(#1c1c1a, #ecece8) }
h1 { font-size: 1.25rem; margin: 0 0 1rem }
h2 { font-size: 1rem; margin: .25rem 0 }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem }
nav a { color: var(--soft); text-decoration: none }
nav a:hover { text-decoration: underline }
nav a[aria-current] { color: inherit; font-weight: 600 }
.count, .empty { color: var(--soft); font-size: .875rem }
.count.bad { color: var(--bad) }
ol { list-style: none; margin: 0; padding: 0 }
ol ol { margin-left: .5rem; padding-left: 1rem; border-left: 2px solid var(--line) }
.post { padding: .875rem 0; border-top: 1px solid var(--line) }
.post header { display: flex; flex-wrap: wrap; gap: 0 .5rem; font-size: .875rem; color: var(--soft); overflow-wrap: anywhere }
.post header b { color: light-dark(#1c1c1a, #ecece8) }
.post time { margin-left: auto; font-variant-numeric: tabular-nums }
.post p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
.post footer { font-size: .75rem; color: var(--soft); overflow-wrap: anywhere }
.double { border-left: 4px solid var(--bad); padding-left: .75rem }
.double p { color: var(--bad) }
mark { background: var(--bad); color: var(--back); padding: 0 .375rem; border-radius: .25rem }
.media { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 }
.media img { width: 6rem; height: 6rem; object-fit: cover; border-radius: .375rem; border: 1px solid var(--line) }
.file { font-size: .75rem; border: 1px solid var(--line); border-radius: .375rem; padding: .25rem .5rem }
`
