// What a mutation asks for, before it is judged.
import type { Catalogue } from '../../model/catalogue';
import type { CourseState } from '../../model/courses';
import type { Fault } from '../../model/faults';
import type { ChangeKind } from '../../model/history';
import type { KnownRevisions, ProvisioningPlan, Provisioning } from '../../model/provisioning';
import type { RuleViolation } from '../../model/rule-codes';
import type { Viewer } from '../../model/viewer';
import type { InputPaths } from '../../rules/facts';
import type { Transaction } from '../../store/database';
import type { Notice } from './notices';

/** What a proposal is worked out with. */
export interface ProposalContext {
  readonly catalogue: Catalogue;
  readonly newId: () => string;
}

/** The state that a command wants. */
export interface Proposal {
  /** Null: the course is deleted. */
  readonly after: CourseState | null;
  readonly paths: InputPaths;
  readonly kind: ChangeKind;
  /** The run that the answer is about. */
  readonly courseRunKey: string | null;
  /** The run whose provisioning is asked for, whatever was asked for before. */
  readonly publishes?: { readonly run: string; readonly known: KnownRevisions | undefined };
}

/** A key that is to be new, and the field that gives it. */
export interface NewKey {
  readonly key: string;
  readonly field: string;
}

/** One command on one course. */
export interface Command {
  readonly mutation: string;
  /** As it was given, without the idempotency key: what a repeat must equal. */
  readonly input: object;
  readonly target: { course: string } | { run: string };
  /** Whether the course is made by it; then it must not exist. */
  readonly isCreation: boolean;
  /** Keys that no course or run may have yet, beside the target's. */
  readonly newKeys?: readonly NewKey[];
  /** Null: the command does not depend on a version. */
  readonly expectedVersion: number | null;
  readonly reason: string | null;
  readonly isOverride: boolean;
  readonly idempotencyKey: string | null;
  /** Throws FORBIDDEN. `before` is the stored course: what the viewer may do is never taken from the input. */
  readonly authorize: (viewer: Viewer, before: CourseState | null) => void;
  readonly propose: (before: CourseState | null, context: ProposalContext) => Proposal;
  /** What is wrong with the input itself: told with what `propose` throws. */
  readonly mistakes: Fault | null;
  /** Reads, for a malformed key, what `propose` would read for a course that there is. Throws BAD_USER_INPUT. */
  readonly readWithoutCourse?: (context: ProposalContext) => unknown;
  /** Left out: the command is a person's own. */
  readonly bulk?: BulkPart;
}

/** The part that a bulk change has in the change of one of its courses. */
export interface BulkPart {
  readonly id: string;
  /** Nothing of the course is saved. */
  readonly isDryRun: boolean;
  /** Does the change, and what belongs to it, in its transaction. */
  readonly within: (tx: Transaction, change: () => Promise<Outcome>) => Promise<Outcome>;
}

/** The answer to a command. */
export interface Outcome {
  /** After the change; null when it was refused, or the course is gone. */
  readonly state: CourseState | null;
  readonly courseRunKey: string | null;
  /** The course is, or would stay, as it was. */
  readonly isIdle: boolean;
  readonly violations: readonly RuleViolation[];
  readonly notices: readonly Notice[];
  readonly plan: ProvisioningPlan;
  readonly provisioning: readonly Provisioning[];
  /** This is the answer that an earlier command of the same idempotency key got. */
  readonly isReplay: boolean;
}
