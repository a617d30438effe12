// Pages about what the rules allow: the transitions in a phase and course type, and the rules themselves.
import { transitionsOf, verdictOf } from '../../changes/transitions';
import type { Transition, TransitionsContext } from '../../changes/transitions';
import { isEmptyType } from '../../model/catalogue';
import type { Rule } from '../../rules/rule';
import { PHASES } from '../../model/courses';
import type { Phase } from '../../model/courses';
import { Html, html } from './html';
import { grid, page, table } from './layout';
import { drawn, transitionGraph } from './pictures';

const SAYS: Readonly<Record<Phase, string>> = {
  DRAFT: 'nothing was sold yet',
  IN_REVIEW: 'with the legal team or the coordinators',
  LOCKED: 'has products',
  ENDED: 'has products, and is over',
};
const TONE = { yes: 'good', override: 'warn', no: 'bad' };
const VERDICT = { yes: '✓ allowed', override: '◐ needs a coordinator', no: '✗ refused' };

/** For the phase and course type in the query, or defaults. */
export async function transitionsPage(query: URLSearchParams, context: TransitionsContext): Promise<Html> {
  const types = [...context.catalogue.courseTypes.values()].filter((type) => !isEmptyType(type));
  const type =
    types.find(({ slug }) => slug === query.get('courseType')) ??
    types.find(({ slug }) => slug === 'masters-verified-audit') ??
    types[0];
  const phase = PHASES.find((candidate) => candidate === query.get('phase')) ?? 'LOCKED';
  if (!type) return page('What may become what', '/explore/changes', html`<p>There are no course types.</p>`);
  const transitions = transitionsOf(type.slug, phase, context);
  const { courseRunTypes: runTypes } = type;
  const cell = (from: string, to: string) =>
    cellOf(transitions.find((one) => one.from.slug === from && one.to.slug === to));
  const picture = await drawn(
    transitionGraph(transitions),
    'An arrow for each change that is allowed. The same is in the table below.',
  );
  return page('What may become what', '/explore/changes', [
    html`<form method="get" class="filter">
        <label
          >Course type<select name="courseType">
            ${types.map(
              ({ slug, name }) =>
                html`<option value="${slug}" ${slug === type.slug && html` selected`}>${name}</option>`,
            )}
          </select></label
        ><label
          >Phase of the run<select name="phase">
            ${PHASES.map(
              (each) =>
                html`<option value="${each}" ${each === phase && html` selected`}>
                  ${each}: ${SAYS[each]}
                </option>`,
            )}
          </select></label
        ><button>Show</button>
      </form>
      <p>
        The rules that judge every change worked this out, for a run whose prices are all known. A dashed
        arrow needs a coordinator, who gives a reason. What is refused has no arrow.
      </p>
      <div class="picture" tabindex="0" role="region" aria-label="Picture of the changes">
        ${new Html(picture)}
      </div>`,
    grid(
      `${type.name}, ${phase}`,
      ['from ↓ to →', ...runTypes.map(({ name }) => name)],
      runTypes.map((from) => [from.name, ...runTypes.map((to) => cell(from.slug, to.slug))]),
    ),
  ]);
}

function cellOf(transition: Transition | undefined): Html {
  if (!transition || transition.from === transition.to) return html`<span class="quiet">stays</span>`;
  const verdict = verdictOf(transition);
  const says = html`<span class="${TONE[verdict]}">${VERDICT[verdict]}</span>`;
  if (verdict === 'yes') return says;
  return html`<details>
    <summary>${says}</summary>
    <ul>
      ${transition.violations.map(({ code, message }) => html`<li><code>${code}</code> ${message}</li>`)}
    </ul>
  </details>`;
}

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
