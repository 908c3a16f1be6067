import { NexusError } from './errors.js';
import { checkOneLine } from './paths.js';
import { checkValue, text } from './shape/index.js';

/**
 * A variable's value that looks like a secret and may be read by anyone: the answer to the secret check, with the reason.
 *
 *     environment: { POSTHOG_API_KEY: PublicValue.of('phc_public', 'Write-only key that browsers are given anyway') }
 *
 * The reason is written beside the variable in the Compose file, where the audit reads it.
 */
export class PublicValue {
  /**
   * @param reason why anyone may read it, on one line: reviewers of the output read it
   * @throws NexusError if the value is no string, or there is no reason
   */
  public static of(value: string, reason: string): PublicValue {
    if (typeof value !== 'string')
      throw new NexusError('the value of PublicValue.of is not a string', {
        fix: 'Write PublicValue.of("…", "why anyone may read it")',
      });
    // From JavaScript it may be left out.
    const said: unknown = reason;
    const given = said === undefined ? '' : checkOneLine('reason', checkValue('reason', text, said));
    if (given.trim() === '')
      throw new NexusError('PublicValue.of has no reason', {
        fix: 'Say why anyone may read the value, as in PublicValue.of("…", "Write-only key that browsers are given"): reviewers read it',
      });
    return new PublicValue(value, given.trim());
  }

  private constructor(
    /** @internal */
    public readonly value: string,
    /** @internal */
    public readonly reason: string,
  ) {}
}
