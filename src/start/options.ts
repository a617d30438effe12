// The options that start the service. Time, ids and randomness come in here and nowhere else.
import type { Config } from '../settings/config';
import type { Authenticate } from '../identity/authenticate';

export interface AppOptions {
  readonly config: Config;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who sent a request. Left out: depends on AUTH. */
  readonly authenticate?: Authenticate;
}

/** Registers a function to run on stop, last registered first. */
export type OnStop = (end: () => unknown) => void;
