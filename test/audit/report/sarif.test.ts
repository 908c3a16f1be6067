import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.js';
import { compare } from '../../../src/audit/report/baseline.js';
import type { ReportExtra } from '../../../src/audit/report/extra.js';
import { toSarif } from '../../../src/audit/report/sarif.js';
import { RULES } from '../../../src/audit/rules/index.js';
import { SMALL_RULES } from '../small-rules.js';
import { EVIL, hostileExtra, hostileReport, STEERING } from './hostile.js';
import { sarifErrors } from './sarif-schema.js';

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { uri: string; uriBaseId?: string };
    readonly region: object;
  };
}

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { id: string; properties: Record<string, unknown> }[] };
    };
    readonly invocations: readonly { executionSuccessful: boolean; toolExecutionNotifications: readonly object[] }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly Location[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly object[];
      readonly baselineState?: string;
    }[];
  }[];
}

const run = (text: string, extra: ReportExtra = {}, path = 'Dockerfile') => {
  const report = audit([{ path, text }], { rules: SMALL_RULES });
  return parse(toSarif(report, { textOf: () => text, ...extra }));
};

function parse(text: string) {
  const log = JSON.parse(text) as Log;
  expect(sarifErrors(log)).toEqual([]);
  const [first] = log.runs;
  if (!first) throw new Error('there is no run');
  return first;
}

const TEXT = 'FROM a\nRUN bad one\n# nexus-audit: ignore bad-run -- the base has them\nRUN bad \\\n two\nUSER 1\n';

describe('SARIF', () => {
  test('describes every rule that ran, and the results refer to them', () => {
    const { tool, results, invocations } = run(TEXT, { version: '1.2.3' });
    const { rules } = tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(SMALL_RULES.map(({ id }) => id).sort());
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    expect(results[0]).toMatchObject({
      ruleId: 'bad-run',
      level: 'error',
      message: { text: 'it runs bad one. What to do about bad-run.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'Dockerfile', uriBaseId: '%SRCROOT%' },
            region: { startLine: 2, endLine: 2 },
          },
        },
      ],
    });
    expect(results[0]?.suppressions).toBeUndefined();
  });

  test('suppressed findings are results with the reason', () => {
    expect(run(TEXT).results[1]).toMatchObject({
      locations: [{ physicalLocation: { region: { startLine: 4, endLine: 5 } } }],
      suppressions: [{ kind: 'inSource', justification: 'the base has them' }],
    });
    const config = { suppress: [{ rule: 'no-user', reason: 'later' }] };
    const report = audit([{ path: 'Dockerfile', text: 'FROM a\n' }], { rules: SMALL_RULES, config });
    expect(parse(toSarif(report)).results[0]?.suppressions).toMatchObject([
      { kind: 'external', justification: 'later' },
    ]);
  });

  test('all rules of the package are well-formed', () => {
    const { tool } = parse(toSarif(audit([{ path: 'Dockerfile', text: 'FROM a\n' }])));
    expect(tool.driver.rules.length).toBe(RULES.filter(({ optIn }) => !optIn).length);
  });

  test('problems are notifications; the run failed where something was not seen', () => {
    const unused = run('FROM a\n# nexus-audit: ignore nothing -- why\nUSER 1\n').invocations[0];
    expect(unused).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning' }] });
    const broken = run('services:\n  a:\n    image: "a\n', {}, 'compose.yaml').invocations[0];
    expect(broken?.executionSuccessful).toBe(false);
    expect(broken?.toolExecutionNotifications.length).toBeGreaterThan(0);
  });

  test('a baseline says of every result whether it is new', () => {
    const report = audit([{ path: 'Dockerfile', text: 'FROM a\nRUN bad\n' }], { rules: SMALL_RULES });
    const known = [{ rule: 'bad-run', file: 'Dockerfile', message: 'it runs bad' }];
    const { results } = parse(toSarif(report, { baseline: compare(report.findings, known) }));
    expect(results.map(({ ruleId, baselineState }) => [ruleId, baselineState])).toEqual([
      ['bad-run', 'unchanged'],
      ['no-user', 'new'],
    ]);
  });
});

describe('fingerprints', () => {
  const prints = (text: string) =>
    run(text).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);

  test('stay where lines move, and differ where findings do', () => {
    const before = prints('FROM a\nRUN bad one\nRUN bad two\nUSER 1\n');
    expect(prints('# new\n\nFROM a\nRUN good\nRUN bad one\n\nRUN bad two\nUSER 1\n')).toEqual(before);
    expect(new Set(before).size).toBe(2);
    expect(prints('FROM a\nRUN bad three\nUSER 1\n')).not.toContain(before[0]);
  });

  test('of equal findings are their own', () => {
    const equal = prints('FROM a\nRUN bad\nRUN bad\nRUN bad\nUSER 1\n');
    expect(new Set(equal).size).toBe(3);
  });

  test('are the same wherever the sources lie', () => {
    const at = (path: string, roots: readonly string[]) => run('FROM a\nRUN bad\nUSER 1\n', { roots }, path).results[0];
    const here = at('app/Dockerfile', []);
    for (const [path, root] of [
      ['/srv/shop/app/Dockerfile', '/srv/shop'],
      ['/srv/shop/app/Dockerfile', '/srv/shop/'],
      ['../shop/app/Dockerfile', '../shop'],
    ] as const) {
      expect(at(path, ['/elsewhere', root])).toEqual(here);
    }
    expect(at('/srv/shop/app/Dockerfile', ['/srv/sho'])?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'file:///srv/shop/app/Dockerfile',
    });
  });
});

test('names and texts from elsewhere stay in their place', () => {
  const text = toSarif(hostileReport, hostileExtra);
  expect(text).not.toMatch(STEERING);
  const { results } = parse(text);
  expect(results).toHaveLength(hostileReport.findings.length + hostileReport.suppressed.length);
  const uris = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? '');
  expect(uris.map((uri) => decodeURIComponent(uri))).toContain(
    posix.normalize(`${EVIL.replace('\ud800', '\ufffd')}/Dockerfile`),
  );
  // A viewer makes links of [text](target).
  for (const { message } of results) expect(message.text).not.toMatch(/[^\\]\]\(/);
});
