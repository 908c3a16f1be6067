import type { ComposeFile } from '../../src/model/compose.js';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { RULES } from '../../src/audit/rules/index.js';
import {
  type NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  Packaging,
  RedisCache,
  SecureDockerfile,
} from '../../src/index.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { renderPlatform } from '../../src/synth/index.js';
import { AliasOf, Anchored, printYaml } from '../../src/synth/render/yaml.js';
import { messageOf, newPlatform, newProject } from '../support/project.js';

function shop(props: NexusPlatformProps = {}): { platform: NexusPlatform; orders: NexusService } {
  const platform = newPlatform(props);
  const redis = new RedisCache(platform, 'redis');
  const dockerfile = SecureDockerfile.node({ context: 'modules/orders', packaging: Packaging.bundle() });
  const orders = new NexusService(platform, 'orders', { port: 4002, dockerfile, uses: [redis] });
  return { platform, orders };
}

function auditOf(platform: NexusPlatform) {
  const model = platform.toModel();
  const audited = auditOutput(model, renderPlatform(model));
  if (!audited) throw new Error('the audit is off');
  return audited;
}

/** Something that no platform does by itself. */
const privilege = (platform: NexusPlatform) => {
  platform.compose.addOverride('services.orders.privileged', true);
};

describe('a finding of the output', () => {
  test('is seen after overrides, and names the construct and its line', () => {
    const { platform } = shop();
    privilege(platform);

    const { report, warnings } = auditOf(platform);

    const finding = report.findings.find(({ rule }) => rule.id === 'privileged');
    expect(finding).toMatchObject({ file: 'out/docker-compose.yml', subject: 'orders', construct: 'shop/orders' });
    expect(finding?.source).toMatch(/audit-output\.test\.ts:\d+$/);
    expect(warnings.join('\n')).toMatch(
      /^audit: \[shop\/orders\] .*privileged.* at out\/docker-compose\.yml:\d+ \(.*:\d+\)$/m,
    );
  });

  test('of a Dockerfile names the construct whose image it is', () => {
    const { platform } = shop();
    const { report } = auditOf(platform);

    const inDockerfiles = [...report.findings, ...report.suppressed.map(({ finding }) => finding)].filter(
      ({ file }) => file === 'out/modules/orders/Dockerfile',
    );
    for (const finding of inDockerfiles) expect(finding.construct).toBe('shop/orders');
    expect(report.files).toContain('out/modules/orders/Dockerfile');
  });

  test('lowers the score', () => {
    const before = shop();
    const after = shop();
    privilege(after.platform);

    expect(auditOf(after.platform).report.score).toBeLessThan(auditOf(before.platform).report.score);
  });

  test('is no concern of a platform that switched the audit off', () => {
    const { platform } = shop({ audit: { enabled: false } });
    const model = platform.toModel();
    expect(auditOutput(model, renderPlatform(model))).toBeUndefined();
  });
});

describe('acknowledge()', () => {
  test('takes a finding out of the score, and is listed with its reason', () => {
    const { platform, orders } = shop();
    privilege(platform);
    orders.acknowledge('privileged', 'it drives a device of the host');

    const { report, problems } = auditOf(platform);

    expect(problems).toEqual([]);
    expect(report.findings.some(({ rule }) => rule.id === 'privileged')).toBe(false);
    const accepted = report.suppressed.find(({ finding }) => finding.rule.id === 'privileged');
    expect(accepted?.suppression).toMatchObject({ by: 'construct', reason: 'it drives a device of the host' });
    expect(report.unsuppressed).toBeLessThan(report.score);
  });

  test('is written beside the output, where nexus audit finds it', async () => {
    const project = newProject();
    const platform = newPlatform({}, project);
    const dockerfile = SecureDockerfile.node({ context: 'modules/orders', packaging: Packaging.bundle() });
    const orders = new NexusService(platform, 'orders', { port: 4002, dockerfile });
    privilege(platform);
    orders.acknowledge('privileged', 'it drives "a device": of the host # really');
    project.synth();

    const program = join(import.meta.dirname, '../../src/cli/main.ts');
    const run = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      program,
      'audit',
      join(project.outdir, 'out'),
      '--format',
      'json',
    ]);

    const report = JSON.parse(run.stdout) as { score: number; findings: { rule: string }[]; suppressed: object[] };
    expect(report.suppressed).toMatchObject([
      { rule: 'privileged', subject: 'orders', reason: 'it drives "a device": of the host # really' },
    ]);
    expect(report.findings.some(({ rule }) => rule === 'privileged')).toBe(false);
    expect(report.score).toBe(auditOf(platform).report.score);
  });

  test('on the platform is meant for every construct of it', () => {
    const { platform } = shop();
    privilege(platform);
    platform.acknowledge('privileged', 'a machine of its own');
    expect(auditOf(platform).report.findings.some(({ rule }) => rule.id === 'privileged')).toBe(false);
  });

  test('on another construct changes nothing, and is an error', () => {
    const platform = newPlatform();
    const redis = new RedisCache(platform, 'redis');
    const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
    new NexusService(platform, 'orders', { port: 4002, dockerfile, uses: [redis] });
    privilege(platform);
    redis.acknowledge('privileged', 'wrong place');

    const { report, problems } = auditOf(platform);

    expect(report.findings.some(({ rule }) => rule.id === 'privileged')).toBe(true);
    expect(problems.join('\n')).toMatch(
      /\[shop\/redis\] no finding of privileged is here to be acknowledged.*\(.*audit-output\.test\.ts:\d+\)/i,
    );
  });

  test('of a rule that is none names the command that lists them', () => {
    const { platform, orders } = shop();
    orders.acknowledge('no-such-rule', 'a slip');
    expect(auditOf(platform).problems.join('\n')).toContain('--list-rules');
  });

  test.each([
    ['Privileged!', 'a reason', '"Privileged!" is not the name of a rule'],
    ['privileged', '  ', 'has no reason'],
    ['privileged', 'two\nlines', 'reason'],
  ])('refuses %j with the reason %j', (rule, reason, part) => {
    const { orders } = shop();
    expect(
      messageOf(() => {
        orders.acknowledge(rule, reason);
      }),
    ).toContain(part);
  });
});

/** A platform's files with a Compose file of thousands of services, one of which is privileged. */
function wide(platform: NexusPlatform, services: number) {
  const model = platform.toModel();
  const common = new Anchored('common', {
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
  const service = (index: number) => ({
    image: `shop/service-${index}:1`,
    '<<': new AliasOf('common'),
    environment: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`NAME_${at}`, `value-${index}-${at}`])),
    ...(index === services - 1 && { privileged: true }),
  });
  const all = Object.fromEntries(Array.from({ length: services }, (_, index) => [`service-${index}`, service(index)]));
  const path = `${model.outdir}/docker-compose.yml`;
  const document = { 'x-common': common, services: all } as unknown as ComposeFile;
  const { text, tree } = printYaml(document, { file: path });
  return { model, file: { path, content: text, executable: false, origin: model.origin, compose: { document, tree } } };
}

test('nothing is too large for the audit of the output: the one privileged service of 3,000 is found', () => {
  const { model, file } = wide(newPlatform(), 3000);
  expect(file.compose.tree()).toBeDefined();

  const audited = auditOutput(model, [file]);

  expect(audited?.problems).toEqual([]);
  expect(audited?.report.findings.filter(({ rule }) => rule.id === 'privileged')).toMatchObject([
    { subject: 'service-2999' },
  ]);
});

describe('what the audit could not look at', () => {
  test('because a rule has thrown fails the synthesis, with its name and the file', () => {
    const project = newProject();
    const platform = newPlatform({}, project);
    new RedisCache(platform, 'redis');
    const rule = RULES.find(({ id }) => id === 'internal-data-network');
    if (!rule) throw new Error('there is no such rule');
    const check = vi.spyOn(rule, 'check').mockImplementation(() => {
      throw new Error('oh');
    });

    const message = messageOf(() => {
      project.synth();
    });
    check.mockRestore();

    expect(message).toMatch(
      /the audit could not look at all of out\/docker-compose\.yml: the rule internal-data-network has failed/,
    );
    expect(existsSync(join(project.outdir, 'out'))).toBe(false);
  });

  test('because it is no YAML fails it too', () => {
    const model = newPlatform().toModel();
    const path = 'out/docker-compose.yml';
    const audited = auditOutput(model, [
      { path, content: 'services: {a: [\n', executable: false, origin: model.origin },
    ]);
    expect(audited?.problems.join('\n')).toContain('the audit could not look at all of out/docker-compose.yml:');
  });

  test.each([
    [
      'a service of another file',
      'services.orders.extends',
      { file: 'other.yml', service: 'base' },
      'it extends a service of other.yml, which is not there',
    ],
    [
      'no service of this file',
      'services.orders.extends',
      { service: 'base' },
      'it extends base, and there is no such service',
    ],
  ])('because it is not there fails it too: %s', (_, path, value, expected) => {
    const { platform } = shop();
    platform.compose.addOverride(path, value);
    const { problems, warnings } = auditOf(platform);
    expect(problems.join('\n')).toContain(expected);
    expect(problems[0]).toMatch(
      /^\[shop[^\]]*\] the audit could not look at all of out\/docker-compose\.yml:\d+: .*addDocument.*\(.*\.ts:\d+\)$/i,
    );
    expect(warnings.join('\n')).not.toContain(expected);
  });

  test('because a file of the platform includes what is not there fails it too', () => {
    const { platform } = shop();
    platform.addDocument({ path: 'x/compose.yml', kind: 'yaml', value: { include: ['other.yml'], services: {} } });
    expect(auditOf(platform).problems.join('\n')).toMatch(
      /out\/x\/compose\.yml:\d+: it includes other\.yml, which is not there/,
    );
  });

  test('is seen where the platform has the file itself', () => {
    const { platform } = shop();
    platform.addDocument({ path: 'base.yml', kind: 'yaml', value: { services: { base: { privileged: true } } } });
    platform.compose.addOverride('services.orders.extends', { file: 'base.yml', service: 'base' });
    const { problems, report } = auditOf(platform);
    expect(problems).toEqual([]);
    expect(report.findings.some(({ rule }) => rule.id === 'privileged')).toBe(true);
  });
});

describe('failUnder', () => {
  test('below it nothing is written, and the error says what would help most', () => {
    const project = newProject();
    const platform = newPlatform({ audit: { failUnder: 9 } }, project);
    const dockerfile = SecureDockerfile.node({ context: 'modules/orders' });
    new NexusService(platform, 'orders', { port: 4002, dockerfile });
    privilege(platform);

    const message = messageOf(() => {
      project.synth();
    });

    expect(message).toMatch(/\[shop\] the output's security score is \d\.\d, below 9.*privileged \(1\)/);
    expect(existsSync(join(project.outdir, 'out'))).toBe(false);
  });

  test.each([11, -1, Number.NaN])('%j is refused', (failUnder) => {
    expect(messageOf(() => newPlatform({ audit: { failUnder } }))).toContain('between 0 and 10');
  });
});
