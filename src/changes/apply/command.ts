// The types of a command: what a mutation asks for, before it is judged.
import type { Catalogue } from '../../model/catalogue';
import type { CourseState } from '../../model/courses';
import type { Fault } from '../../model/faults';
import type { ChangeKind } from '../../model/history';
import type { SentRevisions, ProvisioningPlan, Provisioning } from '../../model/provisioning';
import type { RuleViolation } from '../../model/rule-codes';
import type { Viewer } from '../../model/viewer';
import type { InputPaths } from '../../rules/facts';
import type { Transaction } from '../../store/database';
import type { Notice } from './notices';

/** What a proposal is computed from. */
export interface ProposalContext {
  readonly catalogue: Catalogue;
  readonly newId: () => string;
}

/** The state that a command asks for. */
export interface Proposal {
  /** Null: the command deletes the course. */
  readonly after: CourseState | null;
  readonly paths: InputPaths;
  readonly kind: ChangeKind;
  /** The run that the answer is about. */
  readonly courseRunKey: string | null;
  /** The run to provision again, whatever was requested before. */
  readonly publishes?: { readonly run: string; readonly known: SentRevisions | undefined };
}

/** A key that must not exist yet, and the input field that gives it. */
export interface NewKey {
  readonly key: string;
  readonly field: string;
}

/** One command on one course. */
export interface Command {
  readonly mutation: string;
  /** The input as given, without the idempotency key; a repeat must equal it. */
  readonly input: object;
  readonly target: { course: string } | { run: string };
  /** Whether the command creates the course, which must then not exist. */
  readonly isCreation: boolean;
  /** Further keys that no course or run may have yet. */
  readonly newKeys?: readonly NewKey[];
  /** Null: the command does not depend on a version. */
  readonly expectedVersion: number | null;
  readonly reason: string | null;
  readonly isOverride: boolean;
  readonly idempotencyKey: string | null;
  /** Throws FORBIDDEN. `before` is the stored course: permissions never depend on the input. */
  readonly authorize: (viewer: Viewer, before: CourseState | null) => void;
  readonly propose: (before: CourseState | null, context: ProposalContext) => Proposal;
  /** The errors in the input itself; reported together with those that `propose` throws. */
  readonly mistakes: Fault | null;
  /** Without a course, because its key is malformed: reads what `propose` would read. Throws BAD_USER_INPUT. */
  readonly readWithoutCourse?: (context: ProposalContext) => unknown;
  /** Left out: a person sent the command. */
  readonly bulk?: BulkPart;
}

/** How a bulk change takes part in the change of one of its courses. */
export interface BulkPart {
  readonly id: string;
  /** Nothing about the course is saved. */
  readonly isDryRun: boolean;
  /** Runs the change, and the bulk change's own bookkeeping, in the same transaction. */
  readonly within: (tx: Transaction, change: () => Promise<Outcome>) => Promise<Outcome>;
}

/** The answer to a command. */
export interface Outcome {
  /** The state after the change; null if it was refused or the course was deleted. */
  readonly state: CourseState | null;
  readonly courseRunKey: string | null;
  /** The course did not change, or would not. */
  readonly isIdle: boolean;
  readonly violations: readonly RuleViolation[];
  readonly notices: readonly Notice[];
  readonly plan: ProvisioningPlan;
  readonly provisioning: readonly Provisioning[];
  /** Whether this is the answer that an earlier command with the same idempotency key got. */
  readonly isReplay: boolean;
}
