// Works out the input path of a finding.
import type { Catalogue, Definition, DefinitionKind } from '../model/catalogue';
import type { Facts, RunFacts } from './facts';

/** Returns the path of a run's field; for a run that the input does not name, the path of what caused the change. */
export function pathOf(facts: Facts, run: RunFacts, field: string): readonly string[] {
  const named = facts.paths.runs.get(run.key);
  if (named) return [...named, field];
  return field === 'prices' ? facts.paths.coursePrices : facts.paths.courseType;
}

/**
 * Returns the field of a saved definition to blame for a violation: the first of `fields` that changes. The caller
 * gives every field that can break the rule, so one of them does.
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

/** Returns the path of one price in a price list, or of the list if the input does not give that price. */
export function pricePath(
  facts: Facts,
  { list, seatType }: { readonly list: readonly string[]; readonly seatType: string },
  field: 'amount' | 'seatType',
): readonly string[] {
  const index = facts.paths.priceIndex.get(list.join('.'))?.get(seatType);
  return index === undefined ? list : [...list, String(index), field];
}
