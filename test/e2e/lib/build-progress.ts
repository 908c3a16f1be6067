/** One instruction of a Dockerfile, as BuildKit's plain progress tells of it. */
export interface BuildStep {
  /** Image that it was first wanted for; another one may share it. */
  readonly image: string;
  /** `deps 3/5` */
  readonly place: string;
  readonly instruction: string;
  readonly cached: boolean;
  readonly seconds: number;
}

/**
 * The instructions that a build looked at, from what `--progress plain` printed. `FROM` is not among them: it does nothing.
 *
 * @example "#12 [crm deps 3/5] COPY package.json ./" and later "#12 CACHED" or "#12 DONE 0.1s"
 */
export function readSteps(progress: string): BuildStep[] {
  const steps = new Map<string, { image: string; place: string; instruction: string }>();
  const ends = new Map<string, { cached: boolean; seconds: number }>();
  for (const line of progress.split('\n')) {
    const start = /^(#\d+) \[(?:([\w.-]+) )?([\w.-]+ +\d+\/\d+)\] (?!FROM )(.+)$/.exec(line);
    if (start) {
      const [, id = '', image = '', place = '', instruction = ''] = start;
      steps.set(id, { image, place, instruction });
      continue;
    }
    const end = /^(#\d+) (?:(CACHED)|DONE ([\d.]+)s)$/.exec(line);
    if (end) ends.set(end[1] ?? '', { cached: end[2] !== undefined, seconds: Number(end[3] ?? 0) });
  }
  return [...steps].map(([id, step]) => ({ ...step, ...(ends.get(id) ?? { cached: false, seconds: 0 }) }));
}

/** `crm: RUN npx … esbuild: Could not resolve "./x.js"`: which image did not build, at what, and why. */
export function whyItFailed(progress: string): string {
  const [, image = 'an image', place = '', instruction = ''] =
    /^ > \[(?:([\w.-]+) )?([^\]]+)\] (.+?):?$/m.exec(progress) ?? [];
  const words = progress
    .split('\n')
    .map((line) => line.replace(/^(?:#\d+ )?[\d.]+ +/, '').trim())
    .filter((line) => /error|could not|cannot|can't|not found|failed/i.test(line));
  const reason = words.find((line) => !/did not complete successfully/i.test(line)) ?? words[0] ?? 'no reason given';
  return `${image} does not build: ${reason}\n  at ${place}: ${instruction.slice(0, 160)}`;
}
