// What plans are computed from: a catalogue, a time, and the last request.
import type { CourseState } from '../../src/model/courses';
import type { StateOf, MessageFields } from '../../src/model/fields';
import type { RequestedState } from '../../src/model/provisioning';
import { desiredOf } from '../../src/provisioning/desired-state';
import type { DesiredContext } from '../../src/provisioning/desired-state';
import { NOW, POLICY } from './build';
import { CATALOGUE } from './catalogue';

/** Nothing was ever requested. */
export function aDesiredContext(deviations: Partial<DesiredContext> = {}): DesiredContext {
  return { catalogue: CATALOGUE, policy: POLICY, now: NOW, requested: new Map(), ...deviations };
}

/** Everything that the state's runs want, as if just requested. */
export function requestedOf(state: CourseState, context = aDesiredContext()): Map<string, RequestedState> {
  return new Map(
    state.runs.map((run) => [run.id, { ...desiredOf(run, context), courseRevision: state.course.version }]),
  );
}

/** A row of a message: fields that may be null are, unless given. */
export function messageRow<T extends MessageFields>(table: T, row: Partial<StateOf<T>>): StateOf<T> {
  const optional = Object.keys(table).filter((name) => table[name]?.isOptional);
  return { ...Object.fromEntries(optional.map((name) => [name, null])), ...row } as StateOf<T>;
}
