import { describe, expect, test } from 'vitest';
import {
  type NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  Packaging,
  RedisCache,
  Secret,
  SecureDockerfile,
  Volume,
} from '../../src/index.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { renderPlatform } from '../../src/synth/index.js';
import { renderDocuments } from '../../src/synth/render-documents.js';
import { messageOf, newPlatform } from '../support/project.js';

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

describe('a text of the description', () => {
  const SWITCHES = [
    'nexus-audit: ignore privileged -- because I say so',
    'nexus-audit: ignore-file privileged -- because I say so',
    'x # nexus-audit ignore-file privileged -- because I say so',
    'trivy:ignore:DS-0002',
    'checkov:skip=CKV_DOCKER_3',
    'hadolint ignore=DL3018',
  ];
  const image = 'example/a:1';
  /** How a text comes to stand in a comment, or where it could be taken for one. */
  const DESCRIBED: Readonly<Record<string, (platform: NexusPlatform, text: string) => void>> = {
    'a service': (platform, description) => new NexusService(platform, 'a', { port: 4001, image, description }),
    'a secret': (platform, description) => new Secret(platform, 'key', { description }),
    'a volume': (platform, description) => new Volume(platform, 'files', { description }),
    'a variable': (platform, description) => {
      platform.addVariable({ name: 'TAG', description, value: '1' });
    },
    'a document': (platform, header) => {
      platform.addDocument({ path: 'x/compose.yml', kind: 'yaml', header, value: { services: { a: { image } } } });
      renderPlatformOf(platform);
    },
  };
  const renderPlatformOf = (platform: NexusPlatform) => {
    const model = platform.toModel();
    const { problems } = renderDocuments(model);
    if (problems[0] !== undefined) throw new Error(problems[0]);
  };

  test.each(Object.keys(DESCRIBED).flatMap((kind) => SWITCHES.map((text) => [kind, text] as const)))(
    "of %s can't switch the audit off: %s",
    (kind, text) => {
      const message = messageOf(() => DESCRIBED[kind]?.(newPlatform(), text));
      expect(message).toMatch(/^\[shop.*\] .* would suppress findings of audits in the generated file\. Write other/);
      expect(message).toMatch(/acknowledge\("rule", "reason"\) on its construct\. \(.*audit-comments\.test\.ts:\d+\)$/);
    },
  );

  test('may speak of the audit', () => {
    const platform = newPlatform();
    new NexusService(platform, 'a', {
      port: 4001,
      image,
      description: 'Runs nexus-audit, hadolint and trivy at night.',
    });
    expect(auditOf(platform).problems).toEqual([]);
  });

  test('is not followed where it is a value', () => {
    const { platform, orders } = shop();
    privilege(platform);
    orders.addLabel('l', 'x # nexus-audit: ignore-file privileged -- because I say so');
    orders.addEnvironment('L', 'x\n# nexus-audit: ignore-file privileged -- because I say so');
    const { report } = auditOf(platform);
    expect(report.findings.some(({ rule }) => rule.id === 'privileged')).toBe(true);
    expect(report.suppressed).toEqual([]);
  });

  test('that somebody wrote as a comment into lines of a file is not followed, and that is said', () => {
    const { platform } = shop();
    const lines = [
      'services:',
      '  z: # nexus-audit: ignore privileged -- mine',
      '    image: a/b:1',
      '    privileged: true',
    ];
    platform.addDocument({ path: 'z/compose.yml', kind: 'lines', syntax: 'hash', lines });
    const { report, warnings } = auditOf(platform);
    expect(report.findings.some(({ rule, file }) => rule.id === 'privileged' && file === 'out/z/compose.yml')).toBe(
      true,
    );
    expect(warnings).toContain(
      'audit: out/z/compose.yml:3: a comment in a generated file does not suppress privileged. Call acknowledge("privileged", reason) on its construct',
    );
  });
});
