// What the service is started with. Time, ids and chance come in here and nowhere else.
import type { Config } from '../config';
import type { Authenticate } from '../identity/authenticate';

export interface AppOptions {
  readonly config: Config;
  readonly clock: () => Date;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  /** Who sent a request. Left out: as AUTH says. */
  readonly authenticate?: Authenticate;
}

/** What was said to be stopped with the rest, the last first. */
export type OnStop = (end: () => unknown) => void;
