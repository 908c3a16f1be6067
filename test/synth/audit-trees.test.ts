import { describe, expect, test } from 'vitest';
import { composePlatform } from '../../bench/subjects/nexus.js';
import { type NexusPlatform, Phase } from '../../src/index.js';
import { auditOutput } from '../../src/synth/audit-output.js';
import { renderPlatform } from '../../src/synth/index.js';
import { loadErpNexus } from '../support/erp-nexus.js';
import { newProject, temporaryFolder } from '../support/project.js';

/** What the audit says, with the trees that the printer hands over and with files that are read back. */
function both(platform: NexusPlatform) {
  const model = platform.toModel();
  const files = renderPlatform(model);
  const plain = files.map(({ compose: _, ...file }) => file);
  expect(files.filter(({ compose }) => compose?.tree()).length).toBeGreaterThan(1);
  const said = (given: typeof files) => {
    const { report, ...rest } = auditOutput(model, given) ?? { report: undefined };
    const suppressed = report?.suppressed.map(({ finding, suppression }) => ({
      finding,
      // A function is equal to itself alone.
      suppression: { ...suppression, matches: undefined },
    }));
    return { ...report, suppressed, ...rest };
  };
  return [said(files), said(plain)] as const;
}

describe('trees that are handed over give the findings of files that are read back, with the same lines', () => {
  test('for ERP Nexus', async () => {
    const compose = await loadErpNexus();
    const [handedOver, readBack] = both(compose(newProject(), Phase.Advanced));
    expect(handedOver).toEqual(readBack);
  });

  test('for the platform of the benchmark', () => {
    const [handedOver, readBack] = both(composePlatform(40, temporaryFolder()));
    expect(handedOver).toEqual(readBack);
  });

  test('for values that have broken out before', () => {
    const platform = composePlatform(12, temporaryFolder());
    for (const [index, value] of ['yes', '22:22', '${X:-y}', 'a\nb', '<<', ' #x', '*a', '!b', '\u2028'].entries()) {
      platform.compose.addOverride(`services.service-0.environment.V${index}`, value);
      platform.compose.addOverride(`services.service-1.labels.l${index}`, value);
      platform.compose.addOverride(`x-${index}`, { [value === '<<' ? 'merge' : value]: value });
    }
    platform.compose.addOverride('services.service-0.privileged', true);
    const [handedOver, readBack] = both(platform);
    expect(handedOver).toEqual(readBack);
  });
});
