// The frame of every page, and elements that several share. Readable without JavaScript, which no page has.
import { html } from './html';
import type { Html, Piece } from './html';
import { STYLESHEET_PATH } from './style';
import type { Named } from './query-api';

const PAGES = [
  ['/explore', 'Types'],
  ['/explore/changes', 'Allowed type changes'],
  ['/explore/courses', 'Courses'],
  ['/explore/provisioning', 'Provisioning'],
  ['/explore/rules', 'Rules'],
] as const;

/** A whole page. `path` marks its entry in the navigation. */
export function page(title: string, path: string, body: Piece): Html {
  const current = (href: string) => href === path && html` aria-current="page"`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Track Types</title>
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <nav aria-label="Pages">
            <strong>Track Types</strong>
            <ul>
              ${PAGES.map(([href, name]) => html`<li><a href="${href}" ${current(href)}>${name}</a></li>`)}
              <li><a href="/">GraphiQL</a></li>
            </ul>
          </nav>
        </header>
        <main id="main">
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
}

/**
 * A table with its caption; the first cell of each row is its header. On a narrow screen each row is a card with its own
 * labels. The roles are explicit, because browsers drop them if the layout is not a table's.
 */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Piece[])[]): Html {
  if (rows.length === 0) return html`<p class="quiet">${caption}: none.</p>`;
  const cells = ([first, ...others]: readonly Piece[]) =>
    html`<tr role="row">
      <th scope="row" role="rowheader">${first}</th>
      ${others.map((cell, index) => html`<td role="cell" data-label="${head[index + 1]}"><div>${cell}</div></td>`)}
    </tr>`;
  return html`<div class="wide cards" tabindex="0" role="region" aria-label="${caption}">
    <table role="table">
      <caption>
        ${caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${head.map((cell) => html`<th scope="col" role="columnheader">${cell}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(cells)}
      </tbody>
    </table>
  </div>`;
}

/** The colour of a text: how good the news is. */
export type Tone = 'good' | 'warn' | 'bad' | '';

/** A word in the colour of its tone. */
export const badge = (text: Piece, tone: Tone = ''): Html => html`<span class="badge ${tone}">${text}</span>`;

/** A constant of the API in words. */
export const words = (constant: string): string => constant.toLowerCase().replaceAll('_', ' ');

const STATES: Readonly<Record<string, Tone>> = {
  DELIVERED: 'good',
  FAILED: 'bad',
  RETRYING: 'warn',
  PENDING: 'warn',
};

/** The state of a provisioning. */
export const stateBadge = (state: string): Html => badge(words(state), STATES[state]);

/** A time as people read it, in UTC; a dash if there is none. */
export const time = (at: string | null): Html =>
  at === null ? html`–` : html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>`;

/** A field to choose one of these, or any. */
export const choice = (
  label: string,
  name: string,
  { options, chosen }: { readonly options: readonly Named[]; readonly chosen: string | null },
): Html =>
  html`<label
    >${label}<select name="${name}">
      <option value="">any</option>
      ${options.map(
        (one) =>
          html`<option value="${one.slug}" ${one.slug === chosen && html` selected`}>${one.name}</option>`,
      )}
    </select></label
  >`;

export const courseLink = (key: string, name: Piece = key): Html =>
  html`<a href="/explore/courses/${encodeURIComponent(key)}">${name}</a>`;

/** Who is paid, in words. */
export function paidTo(of: { readonly paidToPlatform: boolean; readonly paidToPartner: boolean }): string {
  const paid = [of.paidToPlatform && 'platform', of.paidToPartner && 'partner'].filter(Boolean);
  return paid.length > 0 ? paid.join(' and ') : 'nobody';
}
