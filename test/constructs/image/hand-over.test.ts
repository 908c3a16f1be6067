import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../src/synth/render/template.js';
import { temporaryFolder } from '../../support/project.js';

const running: ChildProcess[] = [];
afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

/** A program with the preload; it prints its port first, and `told` when it has been told to hand over. */
async function start(program: string, patience = 5000): Promise<{ child: ChildProcess; port: number }> {
  const folder = temporaryFolder();
  const preload = join(folder, 'nexus-env.mjs');
  const text = renderTemplate('node/nexus-env.mjs.hbs', {}, 'slashes');
  writeFileSync(preload, text.replace('const IDLE = 5000;', `const IDLE = ${patience};`));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, program);
  const env = { PATH: process.env.PATH ?? '', NODE_OPTIONS: `--import=${preload}` };
  const child = spawn(process.execPath, [file], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  running.push(child);
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(first.toString().split('\n')[0]) };
}

const server = `
import { createServer } from 'node:http';
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => response.end(String(process.pid)));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

function ask(port: number, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent }, (reply) => reply.resume().on('end', () => resolve(reply))).on(
      'error',
      reject,
    );
  });
}

/** Until it answers so: a signal takes a moment. */
async function until(port: number, connection: string): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  for (let i = 0; i < 100; i++) {
    if ((await ask(port, agent)).headers.connection === connection) return agent.destroy();
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`no answer with Connection: ${connection}`);
}

describe('the preload on SIGUSR2', () => {
  it('lets every response close its connection, and goes on serving', async () => {
    const { child, port } = await start(server);
    const agent = new Agent({ keepAlive: true });
    expect((await ask(port, agent)).headers.connection).toBe('keep-alive');
    child.kill('SIGUSR2');
    await until(port, 'close');
    expect((await ask(port, agent)).statusCode).toBe(200);
    expect(child.exitCode).toBeNull();
    agent.destroy();
  });

  it('closes connections that clients keep without using them', async () => {
    const { child, port } = await start(server, 100);
    const idle = connect(port, '127.0.0.1');
    idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');
    const closed = once(idle, 'close');
    const started = performance.now();
    child.kill('SIGUSR2');
    // The server becomes known by a request: the container's own check makes one every few seconds.
    await until(port, 'close');
    await closed;
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('closes them at the first request, where none has come before', async () => {
    const { child, port } = await start(server, 1);
    const idle = connect(port, '127.0.0.1');
    idle.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');
    const closed = once(idle, 'close');
    child.kill('SIGUSR2');
    await new Promise((done) => setTimeout(done, 300));
    await ask(port, new Agent());
    await closed;
  });

  it('reaches servers of worker threads, and of processes that share a port', async () => {
    const threads = await start(`
import { Worker, isMainThread } from 'node:worker_threads';
import { createServer } from 'node:http';
if (isMainThread) new Worker(new URL(import.meta.url));
else { const s = createServer((_, r) => r.end()); s.listen(0, '127.0.0.1', () => console.log(s.address().port)); }
`);
    threads.child.kill('SIGUSR2');
    await until(threads.port, 'close');
    const processes = await start(`
import cluster from 'node:cluster';
import { createServer } from 'node:http';
if (cluster.isPrimary) { cluster.fork(); process.on('SIGTERM', () => process.exit()); }
else { const s = createServer((_, r) => r.end()); s.listen(0, '127.0.0.1', () => console.log(s.address().port)); process.on('disconnect', () => process.exit()); }
`);
    processes.child.kill('SIGUSR2');
    await until(processes.port, 'close');
  });

  it('leaves a program alone that uses the signal itself', async () => {
    const { child } = await start(
      `process.on('SIGUSR2', () => console.log('own')); setInterval(() => {}, 1000); console.log(0);`,
    );
    child.kill('SIGUSR2');
    const [text] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    expect(text.toString()).toBe('own\n');
    expect(child.exitCode).toBeNull();
  });

  it('keeps no process alive, neither before the signal nor after it', async () => {
    const { child } = await start(`console.log(0); process.stdin.on('end', () => {}).resume();`);
    child.kill('SIGUSR2');
    await new Promise((done) => setTimeout(done, 200));
    child.stdin?.end();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });

  it('keeps no worker thread alive', async () => {
    const { child } = await start(`
import { Worker, isMainThread } from 'node:worker_threads';
if (isMainThread) { new Worker(new URL(import.meta.url)); console.log(0); }
`);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });
});
