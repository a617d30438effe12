// The look of the pages: Pico's stylesheet and ours, served as one file whose name changes with its text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// Colour never carries meaning alone: text always does. The contrasts meet WCAG AA, light and dark.
const OURS = `
:root { --good: #0a6b2d; --good-soft: #e3f4e8; --bad: #a81c15; --bad-soft: #fde8e6; --warn: #7a4f00; --warn-soft: #fdf0d5; --quiet: #4d5666; --quiet-soft: #eceff3;
  --pico-font-size: 100%; --pico-spacing: .875rem; --pico-typography-spacing-vertical: .875rem; --pico-form-element-spacing-vertical: .45rem; --pico-form-element-spacing-horizontal: .75rem; --pico-border-radius: .5rem; --pico-line-height: 1.5 }
@media (prefers-color-scheme: dark) { :root { --good: #7fd99a; --good-soft: #12331f; --bad: #ff9c92; --bad-soft: #43191a; --warn: #f2c66d; --warn-soft: #3a2c0f; --quiet: #aeb8c7; --quiet-soft: #262d39 } }
body > header, body > main { max-width: 76rem; padding: 0 1rem }
body > main { padding-bottom: 4rem }
body > header { padding-top: .25rem; border-bottom: 1px solid var(--pico-muted-border-color) }
body > header nav { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: flex-start; gap: 0 1.25rem }
body > header nav ul { display: flex; flex-wrap: wrap; margin: 0; gap: 0 1rem } body > header nav li { padding: .4rem 0 }
body > header strong { white-space: nowrap }
nav a[aria-current] { font-weight: 600; color: var(--pico-color); text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .45em }
.skip { position: absolute; left: .5rem; top: .5rem; background: var(--pico-background-color); padding: .5rem; z-index: 1 } .skip:not(:focus) { left: -100rem }
h1 { --pico-font-size: 1.75rem; margin: 1.25rem 0 .25rem; overflow-wrap: break-word } h2 { --pico-font-size: 1.3rem; margin: 2rem 0 .5rem } h3 { --pico-font-size: 1.05rem; margin: 0 0 .25rem }
.lead { font-size: 1.1rem; color: var(--quiet) }
code { overflow-wrap: break-word; padding: .1em .35em; font-size: .875em } .quiet, small { color: var(--quiet) }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .875rem; font-weight: 600; white-space: nowrap; color: var(--quiet); background: var(--quiet-soft) }
.good { color: var(--good) } .bad { color: var(--bad) } .warn { color: var(--warn) }
.badge.good { background: var(--good-soft) } .badge.bad { background: var(--bad-soft) } .badge.warn { background: var(--warn-soft) }
.wide { overflow-x: auto; margin: 0 0 1rem } table { margin: 0; font-size: .95rem } caption { text-align: start; font-weight: 600; padding: .5rem 0 }
th, td { vertical-align: top; padding: .5rem .75rem } th[role=rowheader] code { font-weight: 400; white-space: nowrap }
ul { padding-inline-start: 1.2rem } td ul li { margin: 0; list-style: disc } time { white-space: nowrap } tbody th { font-weight: 600 } td ul { margin: 0; padding-inline-start: 1.1rem }
[hidden], input[type=hidden] { display: none } .notice { border-inline-start: .3rem solid currentColor; padding: .5rem 1rem; margin: 1rem 0 } .notice p { margin: 0 } .notice table { color: var(--pico-color) }
form.filter { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0 } form.filter label { flex: 1 1 11rem; margin: 0 } form.filter input, form.filter select, form.filter button { margin: 0; width: 100% } form.filter button { flex: 0 0 auto; width: auto }
form.act { margin: 0 } form.act button { width: auto; margin: 0; padding: .2rem .7rem; font-size: .9rem }
ol.timeline { list-style: none; margin: 1rem 0; padding: 0; border-inline-start: 3px solid var(--pico-muted-border-color) }
ol.timeline > li { list-style: none; position: relative; margin: 0 0 1.25rem .4rem; padding-inline-start: 1.1rem }
ol.timeline > li::before { content: ""; position: absolute; inset-inline-start: -.85rem; top: .4rem; width: .8rem; height: .8rem; border-radius: 50%; border: 3px solid var(--pico-background-color); background: var(--quiet) }
ol.timeline > li.good::before { background: var(--good) } ol.timeline > li.warn::before { background: var(--warn) } ol.timeline > li.good, ol.timeline > li.warn { color: inherit }
ol.timeline .when { color: var(--quiet); font-size: .9rem }
ul.plain { padding: 0 } ul.plain > li { list-style: none; margin: 0 0 .35rem }
details { margin: 0 0 .75rem } td details { margin: 0; border: 0; padding: 0 } td details summary { display: inline-block }
.picture { overflow: auto; max-height: 34rem; border: 1px solid var(--pico-muted-border-color); border-radius: var(--pico-border-radius); padding: .5rem; margin: 0 0 1rem }
.picture svg { max-width: none; height: auto; display: block } .picture text { fill: var(--pico-color); font-family: inherit }
.picture .node path, .picture .node polygon { stroke: var(--quiet); fill: var(--pico-card-background-color) } .picture .track path, .picture .track polygon { fill: var(--quiet-soft) }
.picture .edge path { stroke: var(--quiet) } .picture .edge polygon { stroke: var(--quiet); fill: var(--quiet) }
@media (max-width: 48rem) {
  h1 { --pico-font-size: 1.45rem } .picture { max-height: 16rem }
  .cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  .cards table, .cards tbody, .cards caption, .cards tr, .cards th, .cards td { display: block; width: 100% }
  .cards tr { border: 1px solid var(--pico-muted-border-color); border-radius: var(--pico-border-radius); padding: .35rem 0; margin: 0 0 .6rem; background: var(--pico-card-background-color) }
  .cards tbody th, .cards td { border: 0; padding: .15rem .75rem; background: none } .cards td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .5rem }
  .cards td::before { content: attr(data-label); color: var(--quiet); font-size: .875rem } .cards td:has(> div:empty) { display: none }
}
@media print { body > header, form, .skip { display: none } .picture { border: 0; max-height: none } .picture svg { min-width: 0; max-width: 100%; height: auto } .picture, .wide { overflow: visible } table { font-size: .75rem } th, td { padding: .2rem .4rem } details::details-content { content-visibility: visible } }`;

/** The whole stylesheet. */
export const STYLESHEET = `${readFileSync(require.resolve('@picocss/pico/css/pico.classless.min.css'), 'utf8')}${OURS}`;

/** Its path: a new name for a new text, so that a browser may keep it for ever. */
export const STYLESHEET_PATH = `/explore/style-${createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 12)}.css`;
