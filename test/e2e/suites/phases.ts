import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Phase } from '../../../src/index.js';
import { expectEqual } from '../lib/checks.js';
import { type Context, secretOf, SOURCES, type Suite } from '../lib/context.js';
import { synthesizeErp } from '../lib/erp-model.js';
import { https, logIn } from '../lib/http.js';
import { run } from '../lib/run.js';
import { MONITORING, Stack } from '../lib/stack.js';
import { inTier, type Tier } from '../lib/tier.js';

/** What phase 2 adds, the last phase is built with too, and all other suites run on that. */
const PHASES: readonly (readonly [Phase, Tier])[] = [
  [Phase.Security, 'ci'],
  [Phase.Build, 'all'],
  [Phase.Observability, 'ci'],
];

/** A team lands the phases one after the other: each comes up as it is. */
export const phases: Suite = {
  name: 'phases',
  title: 'Rollout: each phase comes up by itself',
  needsErp: false,
  async run({ checks, folder, all }: Context): Promise<void> {
    for (const [phase, tier] of PHASES) {
      if (!inTier({ tier }, all)) continue;
      await checks.check(`phase ${phase} (${Phase[phase]}): builds, comes up, serves`, async () => {
        const synthesis = join(folder, `phase-${phase}-synthesis`);
        mkdirSync(synthesis);
        await synthesizeErp(synthesis, phase);
        const watched = existsSync(join(synthesis, 'out', MONITORING[0]));
        expectEqual('a file for the monitoring', watched, phase >= Phase.Observability);
        const overlays = watched ? MONITORING : [];
        const stack = new Stack(join(folder, `phase-${phase}`), `nexus-e2e-phase-${phase}`, overlays);
        stack.lay(SOURCES, join(synthesis, 'out'));
        stack.useTestPorts();
        try {
          await run('bash', ['scripts/secrets-init.sh', '--self-signed'], { cwd: stack.folder });
          await stack.compose(['build'], { timeout: 1_200_000 });
          const ms = await stack.up();
          expectEqual('front end', (await https('/')).status, 200);
          await logIn(secretOf(stack, 'admin_password'));
          return `healthy in ${(ms / 1000).toFixed(1)} s, ${watched ? 'watched' : 'not watched yet'}`;
        } finally {
          await stack.down();
        }
      });
    }
  },
};
