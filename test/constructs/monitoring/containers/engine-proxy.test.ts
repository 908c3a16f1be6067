import { chmodSync } from 'node:fs';
import { request } from 'node:http';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeEngine } from '../../../support/fake-engine.js';
import { endScripts, eventually, type Running, start } from './scripts.js';

const [OWN, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];

let engine: FakeEngine;
let proxy: Running;
beforeEach(async () => {
  engine = new FakeEngine();
  engine.containers = [
    { id: OWN, project: 'shop', service: 'web' },
    { id: OTHER, project: 'mail', service: 'smtp' },
  ];
  await engine.listen();
  proxy = await start('engine-proxy', { COMPOSE_PROJECT_NAME: 'shop', DOCKER_SOCKET: engine.socket });
});
afterEach(async () => {
  endScripts();
  await engine.close();
});

/** As it is written: `fetch` would tidy the path. */
function ask(path: string, method = 'GET'): Promise<{ readonly status: number | undefined; readonly text: string }> {
  const { port } = new URL(proxy.url);
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('the proxy before the engine', () => {
  test('lists the containers of its project, with listed fields and labels', async () => {
    const { text } = await ask('/containers/json');
    expect(JSON.parse(text)).toEqual([
      {
        Id: OWN,
        Names: ['/shop-web-1'],
        Image: 'web:1',
        State: 'running',
        Labels: {
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': 'web',
          'com.docker.compose.container-number': '1',
          'com.docker.compose.oneoff': 'False',
        },
      },
    ]);
  });

  test('lets nothing through that it does not know: no variable, command, mount, label or output of a check', async () => {
    engine.containers = [
      {
        id: OWN,
        project: 'shop',
        service: 'web',
        stats: {
          memory_stats: { usage: 5, planted: 'planted', stats: { anon: 4, secret: 'planted' } },
          extra: 'planted',
        },
        inspection: {
          State: { Status: 'running', Health: { Status: 'unhealthy', Log: [{ Output: 'planted' }] }, Error: 'planted' },
          Config: { Image: { planted: 'planted' }, Env: ['A=planted'] },
          HostConfig: { Memory: 9, LogConfig: { Config: { token: 'planted' } } },
        },
      },
    ];
    const pages = await Promise.all(
      [`/containers/${OWN}/json`, `/containers/${OWN}/stats`, '/containers/json'].map((path) => ask(path)),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { text } of pages) expect(text).not.toMatch(/planted|secret/i);
    expect(JSON.parse(pages[0]?.text ?? '')).toMatchObject({
      State: { Status: 'running', Health: { Status: 'unhealthy' } },
      HostConfig: { Memory: 9 },
    });
    expect(JSON.parse(pages[1]?.text ?? '')).toMatchObject({ memory_stats: { usage: 5, stats: { anon: 4 } } });
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const before = engine.requests.length;
    expect((await ask(`/containers/${OWN}/json`, method)).status).toBe(405);
    expect(engine.requests.slice(before)).toEqual([]);
  });

  test.each([
    '/info',
    '/version',
    '/images/json',
    '/containers/web/json',
    '/containers/../images/json',
    '/containers/json/../../info',
    '//containers/json',
    `/containers/${OWN}/logs`,
    `/containers/${OWN}/export`,
    `/containers/${OWN}/json/`,
    `/containers/${OWN.toUpperCase()}/json`,
    `/containers/${OWN}%2f..%2f..%2finfo/json`,
    `/v1.44/containers/${OWN}/json`,
  ])('knows no %s', async (path) => {
    const before = engine.requests.length;
    expect((await ask(path)).status).toBe(404);
    expect(engine.requests.slice(before).filter((line) => !line.startsWith('GET /containers/json?'))).toEqual([]);
  });

  test('tells nothing of containers of other projects', async () => {
    for (const what of ['json', 'stats']) expect((await ask(`/containers/${OTHER}/${what}`)).status).toBe(404);
    expect(engine.requests.filter((line) => line.includes(OTHER))).toEqual([]);
  });

  test('asks the engine what it asks itself, whatever stands behind the question mark', async () => {
    await ask(`/containers/${OWN}/stats?stream=true&one-shot=false`);
    await ask('/containers/json?size=true&filters={}');
    expect(engine.requests.filter((line) => line.includes('stats'))).toEqual([
      `GET /containers/${OWN}/stats?stream=false&one-shot=true`,
    ]);
    const filter = encodeURIComponent('{"label":["com.docker.compose.project=shop"]}');
    expect(new Set(engine.requests.filter((line) => line.startsWith('GET /containers/json')))).toEqual(
      new Set([`GET /containers/json?all=true&filters=${filter}`]),
    );
  });

  test('passes on ends and kills, without what the engine knows of them besides', async () => {
    let text = '';
    const { port } = new URL(proxy.url);
    const following = request({ port, host: '127.0.0.1', path: '/events?since=12' }, (answer) =>
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)),
    );
    following.on('error', () => undefined).end();
    await eventually('it follows', () => engine.isFollowed);
    engine.tell('oom', OWN, 1);
    engine.tell('die', OWN, 2, { exitCode: '137' });
    await eventually('both came', () => text.split('\n').length === 3);
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { Action: 'oom', timeNano: 1, Actor: { ID: OWN, Attributes: {} } },
      { Action: 'die', timeNano: 2, Actor: { ID: OWN, Attributes: { exitCode: '137' } } },
    ]);
    const asked = new URL(engine.requests.at(-1)?.slice(4) ?? '', 'http://docker').searchParams;
    expect([asked.get('since'), JSON.parse(asked.get('filters') ?? '')]).toEqual([
      '12',
      { label: ['com.docker.compose.project=shop'], type: ['container'], event: ['die', 'oom'] },
    ]);
    following.destroy();
    await eventually('it lets go', () => !engine.isFollowed);
    expect((await ask('/events?since=1%26x')).status).toBe(400);
  });

  test('says that a container is gone, and no more than that', async () => {
    await ask('/containers/json');
    engine.containers = [];
    expect(await ask(`/containers/${OWN}/json`)).toEqual({ status: 404, text: 'the engine refuses\n' });
  });

  test('ends where no engine listens any more: started anew, it has the socket of the next one', async () => {
    await engine.close();
    await ask('/containers/json').catch(() => undefined);
    expect(await proxy.ended).toBe(1);
    expect(proxy.said()).toContain('no engine listens on it');
    await engine.listen();
  });
});

describe('what the proxy can not start with', () => {
  test('a socket of another group is named with what to write', async () => {
    chmodSync(engine.socket, 0o000);
    for (const folder of [dirname(engine.socket), dirname(dirname(engine.socket))]) chmodSync(folder, 0o755);
    const env = { COMPOSE_PROJECT_NAME: 'shop', DOCKER_SOCKET: engine.socket };
    const refused = await start('engine-proxy', env, { asNobody: true });
    expect(await refused.ended).toBe(78);
    expect(refused.said()).toMatch(/belongs to group \d+, .*Write DOCKER_GID=\d+ into \.env\n$/);
  });

  test('no project: it would tell of all of them', async () => {
    const refused = await start('engine-proxy', { DOCKER_SOCKET: engine.socket });
    expect(await refused.ended).toBe(78);
    expect(refused.said()).toContain('COMPOSE_PROJECT_NAME is not set');
  });
});
