import { expectEqual, expectThat } from '../lib/checks.js';
import { type Context, secretOf, type Suite } from '../lib/context.js';
import { logIn } from '../lib/http.js';
import { Replacing } from '../lib/replacing.js';
import { run } from '../lib/run.js';
import { until } from '../lib/stack.js';
import type { LoadOutcome } from '../lib/constant-load.js';
import { failures, pause, underLoad, type UnderLoad } from '../lib/traffic.js';

/** The one that others call, and that calls others; the rest with `--all`. */
const REPRESENTATIVE = ['api-gateway'];

/** The gateway's own limit of requests is far away. */
const PLAIN = '  api-gateway:\n    environment: { RATE_LIMIT_MAX: "1000000" }\n';

/** Containers are replaced while people work, and nobody notices. */
export const updates: Suite = {
  name: 'updates',
  title: 'Updates: no request is lost',
  async run({ checks, erp, model, all, measurements }: Context): Promise<void> {
    const host = new Replacing(erp);
    host.release(PLAIN);
    await host.compose('up', '--detach', '--wait', '--no-deps', 'api-gateway');
    const token = await logIn(secretOf(erp, 'admin_password').trim());
    const figures: Record<string, object> = {};
    measurements.updates = figures;
    const told = (what: string, outcome: UnderLoad<unknown>): string => {
      const { load, seconds } = outcome;
      figures[what] = {
        seconds: Number(seconds.toFixed(1)),
        requests: load.requests,
        failed: failures(load),
        laterThanHalfASecond: load.late,
        slowest: Math.round(load.slowest),
      };
      return `${failures(load)} of ${load.requests} requests failed, the slowest took ${Math.round(load.slowest)} ms; ${seconds.toFixed(0)} s`;
    };
    const lossless = async (what: string, action: () => Promise<unknown>): Promise<string> => {
      const outcome = await underLoad(token, action);
      const evidence = told(what, outcome);
      expectEqual('lost requests', lost(outcome.load), {});
      return evidence;
    };
    const replaced = async (service: string): Promise<void> => {
      const before = await host.containers(service);
      const { code, stdout, stderr } = await host.replace(service);
      expectThat(code === 0, `it ends with ${code}: ${stdout}${stderr}`);
      const after = await host.containers(service);
      expectEqual('number of containers', after.length, before.length);
      expectThat(!after.some((id) => before.includes(id)), 'a container from before still runs');
    };

    await checks.check('nothing fails while nothing is replaced', () => lossless('nothing', () => pause(10_000)));
    const services = model.workloads.filter(({ kind }) => kind === 'service').map(({ name }) => name);
    for (const service of services.filter((name) => all || REPRESENTATIVE.includes(name)))
      await checks.check(`${service}: replaced under load, no request fails`, () =>
        lossless(service, () => replaced(service)),
      );
    await checks.check('a plain "docker compose up" finds nothing to do afterwards', async () => {
      const before = await host.all();
      await host.compose('up', '--detach', '--wait');
      expectEqual('containers', await host.all(), before);
      return `${before.length} containers are the same`;
    });
    await checks.check('a release that never gets healthy: the old one serves, and its log is shown', async () => {
      const before = await host.containers('crm');
      host.release(`${PLAIN}  crm:\n    environment: { LOG_LEVEL: loud }\n`);
      try {
        const { stderr, evidence } = await failing(host, token, told);
        expectEqual('containers', await host.containers('crm'), before);
        expectThat(stderr.includes('LOG_LEVEL must be one of'), `the log is not shown: ${stderr}`);
        return evidence;
      } finally {
        host.release(PLAIN);
      }
    });
    if (!all) {
      await erp.up();
      return;
    }
    await checks.check('crm and the gateway, two of each: replaced under load, no request fails', async () => {
      host.release(`${PLAIN}    deploy: { replicas: 2 }\n  crm:\n    deploy: { replicas: 2 }\n`);
      await host.compose('up', '--detach', '--wait');
      await until('two of each', async () => (await host.containers('crm')).length === 2);
      return lossless('two of crm and of api-gateway', async () => {
        await replaced('crm');
        await replaced('api-gateway');
      });
    });
    host.release(PLAIN);
    await host.compose('up', '--detach', '--wait');

    for (const signal of ['SIGTERM', 'SIGKILL'] as const)
      await checks.check(`interrupted by ${signal} at each step, and run again: whole, no request fails`, () =>
        lossless(`crm, interrupted by ${signal}`, async () => {
          const steps = [500, 1500, 2500, 3500, 5000, 7000, 9000, 12_000];
          for (const ms of steps) await host.cutShort('crm', signal, ms);
          await replacedOnce(host);
        }),
      );
    for (const service of ['crm', 'api-gateway'])
      await checks.check(`${service} by what people use instead, for comparison`, async () => {
        const recreate = ['up', '--detach', '--wait', '--no-deps', '--force-recreate', service];
        const plain = await underLoad(token, () => host.compose(...recreate));
        const one = told(`${service} by docker compose up --force-recreate`, plain);
        const rolled = await underLoad(token, () => besideUnderOneName(host, service));
        const other = told(`${service} by two under one name`, rolled);
        expectThat(failures(plain.load) > 0, 'the load does not notice that a service is away: it shows nothing');
        return `docker compose up --force-recreate: ${one}; two under one name: ${other}`;
      });
    await erp.up();
  },
};

/**
 * What nobody answered: resets, refusals, 502, 503, 504. A 500 is an answer of an application, which gives it where its database
 * keeps it waiting for two seconds, as on a machine that is too busy; how many there were is in the evidence.
 */
function lost({ failed }: LoadOutcome): Record<string, number> {
  return Object.fromEntries(Object.entries(failed).filter(([what]) => !what.endsWith(': 500')));
}

/** After any number of interrupted runs. */
async function replacedOnce(host: Replacing): Promise<void> {
  const { code, stdout, stderr } = await host.replace('crm');
  expectThat(code === 0, `it ends with ${code}: ${stdout}${stderr}`);
  const ids = await host.containers('crm');
  expectEqual('number of containers', ids.length, 1);
  await host.compose('up', '--detach', '--wait');
  expectEqual('containers', await host.containers('crm'), ids);
}

async function failing(
  host: Replacing,
  token: string,
  told: (what: string, outcome: UnderLoad<unknown>) => string,
): Promise<{ readonly stderr: string; readonly evidence: string }> {
  const outcome = await underLoad(token, () => host.replace('crm'));
  const evidence = told('crm, a release that fails', outcome);
  expectEqual('exit code', outcome.result.code, 1);
  expectEqual('lost requests', lost(outcome.load), {});
  return { stderr: outcome.result.stderr, evidence };
}

/** What is copied most: a second container has the name from its start, and the first is stopped when that one is healthy. */
async function besideUnderOneName(host: Replacing, service: string): Promise<void> {
  const [old = ''] = await host.containers(service);
  await host.compose('up', '--detach', '--no-deps', '--no-recreate', '--scale', `${service}=2`, service);
  const fresh = (await host.containers(service)).find((id) => id !== old) ?? '';
  const health = ['inspect', '--format', '{{.State.Health.Status}}', fresh];
  await until('healthy', async () => (await run('docker', health)).stdout.trim() === 'healthy', 90);
  await run('docker', ['stop', old]);
  await run('docker', ['rm', old]);
}
