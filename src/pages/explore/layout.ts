// The frame of every page, and pieces that several have. Readable without JavaScript, and there is none.
import { html } from './html';
import type { Html, Piece } from './html';

const PAGES = [
  ['/explore', 'Types'],
  ['/explore/changes', 'What may become what'],
  ['/explore/courses', 'Courses'],
  ['/explore/provisioning', 'Provisioning'],
  ['/explore/rules', 'Rules'],
] as const;

// Colour never says anything alone. The contrasts are those of WCAG AA, light and dark.
const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --good: #0a7d33; --bad: #b3261e; --warn: #8a5a00; --link: #0b57d0; --paper: #fff; --ink: #1b1b1f }
@media (prefers-color-scheme: dark) { :root { --good: #6fd08c; --bad: #ff8a80; --warn: #f0c060; --link: #8ab4f8; --paper: #131418; --ink: #e6e6ea } }
html { background: var(--paper); color: var(--ink) } body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 0 1rem 3rem }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: .75rem 0; border-bottom: 1px solid var(--line) }
a { color: var(--link) } a[aria-current] { font-weight: bold; color: inherit; text-decoration: none }
.skip:not(:focus) { position: absolute; left: -100rem }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
caption { text-align: start; font-weight: bold; padding: .25rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: start; vertical-align: top } thead th { background: var(--soft) }
.yes, .DELIVERED { color: var(--good) } .no, .FAILED { color: var(--bad) } .override, .RETRYING, .PENDING { color: var(--warn) }
small, .quiet { opacity: .8 } ol.line { border-inline-start: 3px solid var(--line); list-style: none; padding-inline-start: 1rem }
code { overflow-wrap: anywhere } details { margin: .25rem 0 } summary { cursor: pointer }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end } label { display: grid }
.picture { overflow-x: auto; background: #fff; border: 1px solid var(--line); padding: .5rem } .picture svg { max-width: none; height: auto }
@media print { nav, form, .skip { display: none } .picture { border: 0 } }`;

/** A whole page. `path` says which of the navigation it is. */
export function page(title: string, path: string, body: Piece): Html {
  const current = (href: string) => href === path && html` aria-current="page"`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Track Types</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <nav aria-label="Pages">
          <ul>
            ${PAGES.map(([href, name]) => html`<li><a href="${href}" ${current(href)}>${name}</a></li>`)}
            <li><a href="/">GraphiQL</a></li>
          </ul>
        </nav>
        <main id="main">
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
}
const style = html([STYLE] as unknown as TemplateStringsArray);

/** A table with its caption; the first cell of each row is its head. */
export function table(caption: string, head: readonly Piece[], rows: readonly (readonly Piece[])[]): Html {
  if (rows.length === 0) return html`<p class="quiet">${caption}: none.</p>`;
  const cells = ([first, ...others]: readonly Piece[]) =>
    html`<tr>
      <th scope="row">${first}</th>
      ${others.map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(cells)}
      </tbody>
    </table>
  </div>`;
}

/** A time as a person reads it, in UTC; a dash where there is none. */
export const time = (at: string | null): Html =>
  at === null ? html`–` : html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>`;

export const courseLink = (key: string, name: Piece = key): Html =>
  html`<a href="/explore/courses/${encodeURIComponent(key)}">${name}</a>`;

/** Who is paid, in words. */
export function paidTo(of: { readonly paidToPlatform: boolean; readonly paidToPartner: boolean }): string {
  const paid = [of.paidToPlatform && 'platform', of.paidToPartner && 'partner'].filter(Boolean);
  return paid.length > 0 ? paid.join(' and ') : 'nobody';
}
