import { createHmac } from 'node:crypto';
import { expectEqual, expectThat } from './checks.js';
import type { Stack } from './stack.js';

interface Outcome {
  /** Requests that the service had taken when it was told to stop, and of those, how each ended. */
  readonly held: readonly string[];
  readonly answered: number;
  readonly cut: number;
  readonly turnedAway: number;
  /** Whether it took no more connections while it still answered those that were held. */
  readonly closed: boolean;
}

/**
 * Two kinds of clients, in a container beside the gateway's:
 *
 * - Eight that send a request's head, hear "100 Continue", so that the service has it for certain, and send the body only
 *   when the service takes no new connections any more.
 * - Eight that ask in a loop, each on a connection of its own that is kept: at any time most of their requests are sent,
 *   and not read by the service yet. A reset counts as cut off, whatever the connection was used for before.
 */
const CLIENTS = `
const http = require('node:http');
const { connect } = require('node:net');
const { headers, bodies } = JSON.parse(process.argv[1]);
const target = { host: process.argv[2], port: 5004 };
const result = { held: [], answered: 0, cut: 0, turnedAway: 0, closed: false };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const hold = (body, goOn) => {
  let taken;
  const isTaken = new Promise((done) => { taken = done; });
  const end = new Promise((done) => {
    const own = { ...headers, expect: '100-continue', 'content-length': Buffer.byteLength(body) };
    const request = http.request({ ...target, path: '/customers', method: 'POST', headers: own, agent: false });
    request.on('continue', () => { request.write(body.slice(0, 5)); taken(); goOn.then(() => request.end(body.slice(5))); });
    request.on('response', (reply) => reply.resume()
      .on('end', () => done(String(reply.statusCode))).on('error', (error) => done(error.code)));
    request.on('error', (error) => { taken(); done(error.code); });
    request.flushHeaders();
  });
  return { isTaken, end };
};

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
let stop = false;
const one = () => new Promise((done) => {
  const request = http.get({ ...target, path: '/health/deep', agent }, (reply) => {
    if (reply.statusCode !== 200) result.turnedAway++;
    reply.resume().on('end', () => { result.answered++; done(); }).on('error', () => { result.cut++; done(); });
  });
  request.on('error', (error) => {
    if (error.code === 'ECONNREFUSED') stop = true;
    else result.cut++;
    done();
  });
});
const client = async () => { while (!stop) await one(); };
const takesNone = () => new Promise((done) => {
  const socket = connect(target, () => { socket.destroy(); done(false); }).on('error', () => done(true));
});

(async () => {
  let goOn;
  const told = new Promise((done) => { goOn = done; });
  const held = bodies.map((body) => hold(body, told));
  await Promise.all(held.map(({ isTaken }) => isTaken));
  const load = Promise.all(Array.from({ length: 8 }, client));
  await sleep(3000);
  console.error('under load');
  for (const end = Date.now() + 20000; Date.now() < end && !result.closed; await sleep(20)) result.closed = await takesNone();
  stop = true;
  await sleep(500);
  goOn();
  result.held = await Promise.all(held.map(({ end }) => end));
  await load;
  console.log(JSON.stringify(result));
  process.exit(0);
})();
`;

/** What was taken must be answered, although the service is told to stop. */
export async function stopUnderLoad(stack: Stack, hmacSecret: string): Promise<string> {
  const crm = await stack.inspect('crm');
  const gateway = await stack.inspect('api-gateway');
  const shared = Object.keys(crm.NetworkSettings.Networks).find((name) => name in gateway.NetworkSettings.Networks);
  // By its address: the name is gone before the container.
  const address = crm.NetworkSettings.Networks[shared ?? '']?.IPAddress ?? '';
  const bodies = Array.from({ length: 8 }, (_, i) => JSON.stringify({ name: `Held ${Date.now()} ${i}` }));
  let underLoad: () => void = () => undefined;
  const loaded = new Promise<void>((resolve) => (underLoad = resolve));
  const clients = stack.beside(
    gateway.Id,
    'node:24-alpine',
    ['node', '-e', CLIENTS, JSON.stringify({ headers: signed(hmacSecret.trim()), bodies }), address],
    { onOutput: (text) => text.includes('under load') && underLoad() },
  );
  // Where they fail before there is load, that is the finding.
  await Promise.race([loaded, clients]);
  const [result, stopped] = await Promise.all([
    clients.then(({ stdout }) => JSON.parse(stdout) as Outcome),
    stack.compose(['stop', '--timeout', '20', 'crm']),
  ]);
  const after = await stack.inspect('crm');
  await stack.compose(['up', '--detach', '--wait', 'crm']);
  expectThat(result.answered > 100, `too little load to tell: ${JSON.stringify(result)}`);
  expectEqual('answers to the requests that crm had taken', result.held, Array(bodies.length).fill('201'));
  expectEqual('requests of the load cut off', result.cut, 0);
  expectEqual('requests of the load answered with an error', result.turnedAway, 0);
  expectThat(result.closed, 'crm takes new connections while it stops');
  expectEqual('exit code', [after.State.Status, after.State.ExitCode], ['exited', 0]);
  expectThat(stopped.ms < 15_000, `it took ${Math.round(stopped.ms)} ms to stop`);
  expectThat(after.Id === crm.Id, 'another container was stopped');
  return `${result.held.length} held and ${result.answered} more answered, 0 cut off, stopped in ${(stopped.ms / 1000).toFixed(1)} s`;
}

/** As the gateway signs what it hands on. */
function signed(secret: string): Record<string, string> {
  const [timestamp, user] = [String(Date.now()), 'e2e'];
  const signature = createHmac('sha256', secret)
    .update(['POST', '/customers', timestamp, user].join('\n'))
    .digest('hex');
  return {
    'content-type': 'application/json',
    'x-nexus-timestamp': timestamp,
    'x-nexus-user-id': user,
    'x-nexus-signature': signature,
  };
}
