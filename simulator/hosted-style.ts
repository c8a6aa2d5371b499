/** The look of the hosted pages: small, readable at 360 px, and plainly not Stripe's. */
export const HOSTED_STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #4a5567; --paper: #ffffff; --ground: #f1f3f7;
  --line: #c3cad6; --accent: #23408f; --accent-ink: #ffffff; --note: #fff3cd; --note-ink: #4d3800; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f6; --dim: #b4bdcb; --paper: #1c222c;
  --ground: #12161d; --line: #47515f; --accent: #a9bdff; --accent-ink: #10192f; --note: #453707; --note-ink: #ffedb8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
.note { background: var(--note); color: var(--note-ink); padding: .6rem 1rem; text-align: center; }
main { max-width: 40rem; margin: 1.5rem auto; padding: 0 1rem; }
section, form { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.25rem; margin-bottom: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
p { margin: 0 0 .75rem; }
.dim { color: var(--dim); }
fieldset { border: 0; margin: 0; padding: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
.choice { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; padding: .75rem;
  border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .6rem; }
.choice:has(input:checked) { border-color: var(--accent); outline: 1px solid var(--accent); }
.choice input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent); }
.choice label { font-weight: 600; }
.choice p { grid-column: 2; margin: 0; color: var(--dim); }
button { font: inherit; font-weight: 600; width: 100%; padding: .7rem 1rem; border: 0;
  border-radius: .5rem; background: var(--accent); color: var(--accent-ink); cursor: pointer; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .4rem .25rem; border-top: 1px solid var(--line); }
th, .amount { overflow-wrap: normal; }
td.amount, th.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
`;

export function hostedDocument(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · simulated</title>
<style>${HOSTED_STYLE}</style>
</head>
<body>
<header class="note"><strong>Simulated.</strong> This is not Stripe. Enter nothing real here; no money moves.</header>
<main>
${content}
</main>
</body>
</html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
