// A refusal because of who the caller is: answered as a fault, and reported to `onDenied`.
import { Fault } from '../model/faults';
import type { FaultCode } from '../model/faults';

/** One refused request. */
export interface Denial {
  readonly code: FaultCode;
  /** The refused action: a mutation, an operation of the policy, or just getting in (`authenticate`, `gateway`). */
  readonly operation: string;
  /** Null if the caller is unknown. */
  readonly actor: string | null;
  /** Null if the refusal concerns all organizations or none. */
  readonly organization: string | null;
  readonly reason: string;
}

export type OnDenied = (denial: Denial) => void;

/** A fault for something the viewer may not do. `wanted` is for the log; no response contains it. */
export class Denied extends Fault {
  constructor(
    fault: Pick<Fault, 'code' | 'message'> & Partial<Pick<Fault, 'details'>>,
    readonly wanted: Pick<Denial, 'operation' | 'organization'>,
  ) {
    super(fault.code, fault.message, fault.details);
  }

  /** Returns what to report, once the caller is known. */
  by(actor: string): Denial {
    return { ...this.wanted, code: this.code, actor, reason: this.message };
  }
}
