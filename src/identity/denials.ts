// What somebody was refused because of who they are: answered as a fault, and told to whoever watches.
import { Fault } from '../model/faults';
import type { FaultCode } from '../model/faults';

/** One request that was refused. */
export interface Denial {
  readonly code: FaultCode;
  /** What was wanted; a mutation, an operation of the policy, or to get in at all: `authenticate`, `gateway`. */
  readonly operation: string;
  /** Null where it is not known who asked. */
  readonly actor: string | null;
  /** Null for what concerns all of them, or none. */
  readonly organization: string | null;
  readonly reason: string;
}

export type OnDenied = (denial: Denial) => void;

/** A fault for what its viewer may not do. What was wanted is for the log, and in no answer. */
export class Denied extends Fault {
  constructor(
    fault: Pick<Fault, 'code' | 'message'> & Partial<Pick<Fault, 'details'>>,
    readonly wanted: Pick<Denial, 'operation' | 'organization'>,
  ) {
    super(fault.code, fault.message, fault.details);
  }

  /** What is told of it, once it is known who asked. */
  by(actor: string): Denial {
    return { ...this.wanted, code: this.code, actor, reason: this.message };
  }
}
