// Pages about types and rules: the map of the types with what follows from each, the transitions in a phase and course type,
// and the rules themselves.
import { transitionsOf, verdictOf } from '../../changes/transitions';
import type { Transition, TransitionsContext } from '../../changes/transitions';
import { isEmptyType } from '../../model/catalogue';
import type { Catalogue, CourseType } from '../../model/catalogue';
import type { Rule } from '../../rules/rule';
import { PHASES } from '../../model/courses';
import type { Phase } from '../../model/courses';
import { Html, html, joined } from './html';
import { page, table, paidTo } from './layout';
import { drawn, transitionGraph, mapOf } from './pictures';

const names = (all: readonly { readonly name: string }[]) =>
  joined(
    all.map(({ name }) => html`${name}`),
    ', ',
  );
const retired = (type: { readonly isRetired: boolean }) => type.isRetired && html` <small>(retired)</small>`;
const typesOf = <T extends { readonly slug: string }>(types: ReadonlyMap<string, T>): T[] =>
  [...types.values()].filter((type) => !isEmptyType(type));

/** As a picture, and as tables: course types that may be chosen first, everything else folded. */
export async function typesPage(catalogue: Catalogue): Promise<Html> {
  const types = typesOf(catalogue.courseTypes);
  const [current, retiredOnes] = [false, true].map((isRetired) =>
    types.filter((type) => type.isRetired === isRetired),
  ) as [CourseType[], CourseType[]];
  const says = 'Course types lead to run types, and run types to tracks. The tables below say the same.';
  return page('Types', '/explore', [
    html`<p class="lead">
        A course team chooses a course type and, for each run, one of its run types. These determine the
        tracks, seats, entitlements and LMS modes, and who is paid.
      </p>
      <div class="picture" tabindex="0" role="region" aria-label="Map of the types">
        ${new Html(await drawn(mapOf(catalogue), says))}
      </div>`,
    courseTypesTable('Course types', current),
    ...(retiredOnes.length > 0
      ? [folded('Retired course types', courseTypesTable('Retired course types', retiredOnes))]
      : []),
    folded('Run types', runTypesTable(catalogue)),
    folded('Tracks', tracksTable(catalogue)),
  ]);
}

const folded = (name: string, body: Html): Html =>
  html`<details>
    <summary>${name}</summary>
    ${body}
  </details>`;

const courseTypesTable = (caption: string, types: readonly CourseType[]): Html =>
  table(
    caption,
    ['course type', 'run types', 'entitlements', 'offered to'],
    types.map((type) => [
      html`${type.name} <code>${type.slug}</code>`,
      names(type.courseRunTypes),
      names(type.entitlementTypes),
      type.organizations.join(', '),
    ]),
  );

const runTypesTable = (catalogue: Catalogue): Html =>
  table(
    'Run types',
    ['run type', 'slug', 'tracks', 'paid to', 'marketing page'],
    typesOf(catalogue.courseRunTypes).map((type) => [
      html`${type.name}${retired(type)}`,
      html`<code>${type.slug}</code>`,
      names(type.trackTypes),
      paidTo({
        paidToPlatform: type.trackTypes.some((track) => track.paidToPlatform),
        paidToPartner: type.trackTypes.some((track) => track.paidToPartner),
      }),
      type.isMarketable ? 'yes' : 'no',
    ]),
  );

const tracksTable = (catalogue: Catalogue): Html =>
  table(
    'Tracks',
    ['track', 'slug', 'LMS mode', 'seat sold', 'paid to', 'identity verified'],
    [...catalogue.trackTypes.values()].map((track) => [
      track.name,
      html`<code>${track.slug}</code>`,
      html`<code>${track.mode.slug}</code>`,
      track.seatType?.createsProduct ? html`<code>${track.seatType.slug}</code>` : 'none',
      paidTo(track),
      track.mode.isIdVerified ? 'yes' : 'no',
    ]),
  );

const SAYS: Readonly<Record<Phase, string>> = {
  DRAFT: 'nothing has been sold yet',
  IN_REVIEW: 'the legal team or the coordinators are reviewing it',
  LOCKED: 'it has products',
  ENDED: 'it has products and has ended',
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
  if (!type) return page('Allowed type changes', '/explore/changes', html`<p>There are no course types.</p>`);
  const transitions = transitionsOf(type.slug, phase, context);
  const { courseRunTypes: runTypes } = type;
  const cell = (from: string, to: string) =>
    cellOf(transitions.find((one) => one.from.slug === from && one.to.slug === to));
  const picture = await drawn(
    transitionGraph(transitions),
    'An arrow for each change that is allowed. The same is in the table below.',
  );
  return page('Allowed type changes', '/explore/changes', [
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
        Computed by the rules that judge every change, for a run whose prices are all known. A dashed arrow
        needs a coordinator, who gives a reason. Refused changes have no arrow.
      </p>
      <div class="picture" tabindex="0" role="region" aria-label="Picture of the changes">
        ${new Html(picture)}
      </div>`,
    table(
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
      Every change must follow all of these rules. A refused change names every rule that it breaks.
    </p>`,
    table(
      'Rules',
      ['code', 'rule', 'why', 'can a coordinator waive it?'],
      rules.map(({ code, says, because, isWaivable }) => [
        html`<code>${code}</code>`,
        says,
        because,
        isWaivable ? 'yes, with a reason' : 'no',
      ]),
    ),
  ]);
