import { NexusError, show } from '../../model/errors.js';
import { checkOneLine } from '../../model/paths.js';
import type { AcknowledgementModel } from '../../model/platform-model.js';
import { SourceLocation } from '../../model/source-location.js';

/**
 * An accepted finding of the audit, as a construct says it.
 *
 * @param path of the construct that it is about; findings of constructs below are meant too
 * @throws NexusError if the rule's name is none, or there is no reason
 */
export function acknowledgement(path: string, rule: string, reason: string): AcknowledgementModel {
  if (typeof rule !== 'string' || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(rule)) {
    throw new NexusError(`${show(rule)} is not the name of a rule`, {
      path,
      fix: 'Write it as "npx nexus audit --list-rules" does, as in "read-only-root"',
    });
  }
  checkOneLine('reason', reason, { path });
  if (reason.trim() === '') {
    throw new NexusError(`the acknowledgement of ${rule} has no reason`, {
      path,
      fix: 'Say why the finding is accepted: reviewers of the report read it',
    });
  }
  return { rule, reason: reason.trim(), origin: { path, location: SourceLocation.capture() } };
}

/** What synthesis does with the audit of its output. */
export interface AuditPolicyProps {
  /**
   * Whether the output is audited at every synthesis.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Nothing is written where the score, 0 to 10, is lower (docs/audit-score.md).
   * @default none: findings of severity critical and high are warnings
   */
  readonly failUnder?: number;
}

/** @throws NexusError if `failUnder` is not from 0 to 10 */
export function auditPolicy(path: string, props: AuditPolicyProps): { enabled: boolean; failUnder?: number } {
  const { enabled = true, failUnder } = props;
  if (failUnder === undefined) return { enabled };
  if (!(failUnder >= 0 && failUnder <= 10)) {
    throw new NexusError(`failUnder ${show(failUnder)} is not between 0 and 10`, { path, fix: 'The plan asks for 9' });
  }
  return { enabled, failUnder };
}
