import pc from 'picocolors';

export interface CheckResult {
  readonly suite: string;
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was seen, or what went wrong. */
  readonly detail: string;
}

/** Runs checks one after the other, says each at once, and remembers them for the report. */
export class Checks {
  public readonly results: CheckResult[] = [];
  /** Checks that were made for their own sake: not to bring something up, or to see a suite's end. */
  public asked = 0;
  private suite = '';

  /** @param match only checks whose name it fits are made, apart from those that `always` are. @default every check */
  public constructor(private readonly match?: RegExp) {}

  public begin(suite: string): void {
    this.suite = suite;
    process.stdout.write(`\n${pc.bold(suite)}\n`);
  }

  /** Something to know that is neither right nor wrong. */
  public note(text: string): void {
    process.stdout.write(`  ${pc.dim(text)}\n`);
  }

  /**
   * One check. What `action` returns is the evidence; what it throws, the finding.
   *
   * @returns whether it held, or was not asked for
   */
  public async check(
    name: string,
    action: () => Promise<string | undefined> | string | undefined,
    options: { readonly always?: boolean } = {},
  ): Promise<boolean> {
    if (!options.always) {
      if (this.match?.test(name) === false) return true;
      this.asked++;
    }
    const started = performance.now();
    let ok = true;
    let detail: string;
    try {
      detail = (await action()) ?? '';
    } catch (error) {
      ok = false;
      detail = (error as Error).message;
    }
    const ms = Math.round(performance.now() - started);
    this.results.push({ suite: this.suite, name, ok, ms, detail });
    const mark = ok ? pc.green('✓') : pc.red('✗');
    const evidence = detail && ok ? pc.dim(` — ${detail.split('\n')[0]}`) : '';
    process.stdout.write(`  ${mark} ${name}${evidence} ${pc.dim(`${(ms / 1000).toFixed(1)} s`)}\n`);
    if (!ok) process.stdout.write(`${detail.replace(/^/gm, '      ')}\n`);
    return ok;
  }
}

/** Throws, with both sides, unless the two are alike. */
export function expectEqual(what: string, got: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what} is ${a}, not ${b}`);
}

export function expectThat(condition: boolean, problem: string): void {
  if (!condition) throw new Error(problem);
}
