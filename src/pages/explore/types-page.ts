// The map of types: course types, run types, tracks, and what follows from each.
import type { Catalogue } from '../../model/catalogue';
import { isEmptyType } from '../../model/catalogue';
import { Html, html, joined } from './html';
import { page, paidTo, table } from './layout';
import { drawn, mapOf } from './pictures';

const names = (all: readonly { readonly name: string }[]) =>
  joined(
    all.map(({ name }) => html`${name}`),
    ', ',
  );
const retired = (type: { readonly isRetired: boolean }) => type.isRetired && html` <small>(retired)</small>`;
const typesOf = <T extends { readonly slug: string }>(types: ReadonlyMap<string, T>): T[] =>
  [...types.values()].filter((type) => !isEmptyType(type));

/** As a picture, and as tables: course types first, the others folded. */
export async function typesPage(catalogue: Catalogue): Promise<Html> {
  const says = 'Course types lead to run types, and run types to tracks. The tables below say the same.';
  return page('Types', '/explore', [
    html`<p class="lead">
        A course team chooses a course type and, for each run, one of its run types. These determine the
        tracks, seats, entitlements and LMS modes, and who is paid.
      </p>
      <div class="picture" tabindex="0" role="region" aria-label="Map of the types">
        ${new Html(await drawn(mapOf(catalogue), says))}
      </div>`,
    courseTypesTable(catalogue),
    folded('Run types', runTypesTable(catalogue)),
    folded('Tracks', tracksTable(catalogue)),
  ]);
}

const folded = (name: string, body: Html): Html =>
  html`<details>
    <summary>${name}</summary>
    ${body}
  </details>`;

const courseTypesTable = (catalogue: Catalogue): Html =>
  table(
    'Course types',
    ['course type', 'run types', 'entitlements', 'offered to'],
    typesOf(catalogue.courseTypes).map((type) => [
      html`${type.name}${retired(type)} <code>${type.slug}</code>`,
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
