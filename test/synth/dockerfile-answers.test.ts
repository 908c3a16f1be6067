import { describe, expect, it } from 'vitest';
import { Instruction, NexusService, PackageManager, PublicValue, SecureDockerfile } from '../../src/index.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { renderPlatform } from '../../src/synth/index.js';
import { type NodeProps, platformWith } from '../constructs/image/context.js';

/** What the audit says of the Dockerfile of these sources. */
function auditOf(files: Readonly<Record<string, string | object>>, props: NodeProps = {}) {
  const platform = platformWith(files);
  const dockerfile = SecureDockerfile.node({ context: 'app', ...props });
  new NexusService(platform, 'app', { port: 5000, dockerfile });
  const model = platform.toModel();
  expect(model.problems).toEqual([]);
  const output = auditOutput(model, renderPlatform(model));
  const { findings = [], suppressed = [], problems = [] } = output?.report ?? {};
  return {
    found: findings.map(({ rule }) => rule.id).filter((id) => /secret/.test(id)),
    accepted: suppressed.map(({ finding, suppression }) => `${finding.rule.id}: ${suppression.reason}`),
    problems: problems.map(({ message }) => message),
  };
}

describe('what synthesis has looked at', () => {
  it.each([
    ['.npmrc', 'legacy-peer-deps=true\n', PackageManager.npm()],
    ['.yarnrc.yml', 'nodeLinker: node-modules\n', PackageManager.yarn()],
  ])('%s: the audit follows the comment', (path, content, packageManager) => {
    const files = { [path]: content, ...(path === '.npmrc' ? {} : { 'yarn.lock': '' }) };
    expect(auditOf(files, { packageManager })).toEqual({
      found: [],
      accepted: [`secret-file-copied: Synthesis has read ${path}: there is no log-in and no key in it`],
      problems: [],
    });
  });

  it('a certificate that is called like a key', () => {
    const files = { '.npmrc': 'cafile=company.pem\n', 'company.pem': '-----BEGIN CERTIFICATE-----' };
    const { found, accepted } = auditOf(files);
    expect(found).toEqual([]);
    expect(accepted).toContain(
      'secret-file-copied: Synthesis has read company.pem: there is no log-in and no key in it',
    );
  });

  it('a name of which the audit thinks no harm gets no word to it', () => {
    const files = { '.npmrc': 'cafile=ca.pem\n', 'ca.pem': '-----BEGIN CERTIFICATE-----' };
    expect(auditOf(files).accepted).toHaveLength(1);
    expect(auditOf(files).problems).toEqual([]);
  });

  it('a file that was not there to be read is found', () => {
    expect(auditOf({}, { install: { files: ['certs/company.pem'] } }).found).toEqual(['secret-file-copied']);
  });

  it('what nobody has looked at, a folder of the user’s, is found', () => {
    const extraSteps = { runtime: [Instruction.copy('.npmrc', './')] };
    expect(auditOf({ '.npmrc': 'legacy-peer-deps=true\n' }, { extraSteps }).found).toEqual(['secret-file-copied']);
  });
});

describe('a PublicValue of an image', () => {
  it('is followed in the image and in other stages, and is nothing to the audit elsewhere', () => {
    const key = PublicValue.of('phc_1234', 'Browsers are given it');
    const extraSteps = {
      build: [Instruction.env({ POSTHOG_API_KEY: key })],
      runtime: [Instruction.env({ POSTHOG_API_KEY: key, MAPS_TOKEN: PublicValue.of('pk.abc', 'Of the map') })],
    };
    const { found, accepted, problems } = auditOf({}, { extraSteps });
    expect([found, problems]).toEqual([[], []]);
    expect(new Set(accepted)).toEqual(
      new Set([
        'image-secret-value: POSTHOG_API_KEY: Browsers are given it; MAPS_TOKEN: Of the map',
        'stage-secret-value: POSTHOG_API_KEY: Browsers are given it',
      ]),
    );
  });

  it('a reason can’t be another line of the file', () => {
    const step = { ...Instruction.env({ API_TOKEN: 'x1' }), publicValues: { API_TOKEN: 'a\nUSER root' } } as const;
    const platform = platformWith({});
    const dockerfile = SecureDockerfile.node({ context: 'app', extraSteps: { build: [step] } });
    new NexusService(platform, 'app', { port: 5000, dockerfile });
    expect(platform.toModel().problems.join()).toContain('reason "a\\nUSER root"');
  });
});
