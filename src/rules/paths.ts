// Where in the input a finding points.
import type { Catalogue, Definition, DefinitionKind } from '../model/catalogue';
import type { Facts, RunFacts } from './facts';

/** Where a run's field stands in the input; for a run that the input does not name, what caused the change. */
export function pathOf(facts: Facts, run: RunFacts, field: string): readonly string[] {
  const named = facts.paths.runs.get(run.key);
  if (named) return [...named, field];
  return field === 'prices' ? facts.paths.coursePrices : facts.paths.courseType;
}

/**
 * The field of a saved definition that a violation is about: the first of those given that it changes.
 * The given ones are every field that can break the rule, so one of them is.
 */
export function definitionPath(facts: Facts, ...fields: readonly string[]): readonly string[] {
  const { definition, catalogueBefore, catalogueAfter } = facts;
  const old = definition && fieldsOf(catalogueBefore, definition);
  const saved = definition && fieldsOf(catalogueAfter, definition);
  const isChanged = (field: string) =>
    saved?.[field] !== undefined && JSON.stringify(saved[field]) !== JSON.stringify(old?.[field]);
  return [fields.find(isChanged) ?? 'slug'];
}

function fieldsOf(
  { definitions }: Catalogue,
  { kind, slug }: { readonly kind: DefinitionKind; readonly slug: string },
): Readonly<Record<string, unknown>> | undefined {
  const rows: readonly Definition[] = definitions[kind];
  const row = rows.find((candidate) => candidate.slug === slug);
  return row && { ...row };
}

/** The place of one price in a list of prices; the list itself where the input does not give that price. */
export function pricePath(
  facts: Facts,
  { list, seatType }: { readonly list: readonly string[]; readonly seatType: string },
  field: 'amount' | 'seatType',
): readonly string[] {
  const index = facts.paths.priceIndex.get(list.join('.'))?.get(seatType);
  return index === undefined ? list : [...list, String(index), field];
}
