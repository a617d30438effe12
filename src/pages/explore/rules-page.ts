// The rules with their reasons: the list by which every change is judged.
import type { Rule } from '../../rules/rule';
import { html } from './html';
import type { Html } from './html';
import { page, table } from './layout';

/** In the order in which violations are reported. */
export const rulesPage = (rules: readonly Rule[]): Html =>
  page('Rules', '/explore/rules', [
    html`<p class="lead">
      Every change is judged by all of these rules. The answer names every rule that it breaks.
    </p>`,
    table(
      'Rules',
      ['code', 'says', 'why', 'may a coordinator waive it?'],
      rules.map(({ code, says, because, isWaivable }) => [
        html`<code>${code}</code>`,
        says,
        because,
        isWaivable ? 'yes, with a reason' : 'no',
      ]),
    ),
  ]);
