import { describe, expect, test } from 'vitest';
import { readShortMount } from '../../../src/read/compose/mounts.js';
import { portRange, readShortPort } from '../../../src/read/compose/ports.js';
import { project, service } from './project.js';

describe('ports', () => {
  test.each([
    ['80', [undefined, undefined, '80', 'tcp']],
    ['8080:80', [undefined, '8080', '80', 'tcp']],
    ['8080:80/udp', [undefined, '8080', '80', 'udp']],
    ['127.0.0.1:8080:80', ['127.0.0.1', '8080', '80', 'tcp']],
    ['127.0.0.1::80', ['127.0.0.1', undefined, '80', 'tcp']],
    ['[::1]:8080:80', ['::1', '8080', '80', 'tcp']],
    ['::1:8080:80', ['::1', '8080', '80', 'tcp']],
    ['[2001:db8::1]:8080:80/TCP', ['2001:db8::1', '8080', '80', 'tcp']],
    ['8000-8010:8000-8010', [undefined, '8000-8010', '8000-8010', 'tcp']],
    ['3000-3005', [undefined, undefined, '3000-3005', 'tcp']],
    ['${PORT:-8080}:80', [undefined, '${PORT:-8080}', '80', 'tcp']],
    ['${IP:-127.0.0.1}:${PORT}:80', ['${IP:-127.0.0.1}', '${PORT}', '80', 'tcp']],
    [':80', [undefined, undefined, '80', 'tcp']],
  ])('%s', (text, [hostIp, published, target, protocol]) => {
    expect(readShortPort(text)).toEqual({ hostIp, published, target, protocol });
  });

  test('the long form, numbers, and what is none', () => {
    const text =
      'services:\n  a:\n    ports:\n      - 3000\n      - { target: 80, published: "8080", host_ip: 127.0.0.1, protocol: UDP }\n      - target: 90\n      - {}\n      - ""\n      - [1]\n';
    const ports = service(project(text)).ports.map(({ hostIp, published, target, protocol, line }) => [
      hostIp,
      published,
      target,
      protocol,
      line,
    ]);
    expect(ports).toEqual([
      [undefined, undefined, '3000', 'tcp', 4],
      ['127.0.0.1', '8080', '80', 'udp', 5],
      [undefined, undefined, '90', 'tcp', 6],
    ]);
  });

  test('ranges', () => {
    expect([portRange('80'), portRange('80-90'), portRange('${P}'), portRange('a-b'), portRange('')]).toEqual([
      [80, 80],
      [80, 90],
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('mounts', () => {
  test.each([
    ['data:/data', ['volume', 'data', '/data', false]],
    ['./data:/data:ro', ['bind', './data', '/data', true]],
    ['~/x:/x', ['bind', '~/x', '/x', false]],
    ['/a:/b:rw,z', ['bind', '/a', '/b', false]],
    ['/data', ['volume', undefined, '/data', false]],
    ['C:\\data:/data', ['bind', 'C:\\data', '/data', false]],
    ['C:/data:D:/data:ro', ['bind', 'C:/data', 'D:/data', true]],
    ['.\\data:C:\\data', ['bind', '.\\data', 'C:\\data', false]],
    ['\\\\server\\share:/data', ['bind', '\\\\server\\share', '/data', false]],
    [
      '//./pipe/docker_engine://./pipe/docker_engine',
      ['bind', '//./pipe/docker_engine', '//./pipe/docker_engine', false],
    ],
    ['${DATA:-./data}:/data:ro', ['bind', '${DATA:-./data}', '/data', true]],
    ['.:/app', ['bind', '.', '/app', false]],
  ])('%s', (text, [type, source, target, readOnly]) => {
    expect(readShortMount(text)).toMatchObject({ type, source, target, readOnly });
  });

  test('propagation and other options', () => {
    expect(readShortMount('/a:/b:ro,rslave,Z')).toMatchObject({
      propagation: 'rslave',
      options: ['ro', 'rslave', 'Z'],
    });
  });

  test('the long form', () => {
    const text =
      'services:\n  a:\n    volumes:\n      - type: bind\n        source: ./x\n        target: /x\n        read_only: true\n        bind: { propagation: rshared }\n      - { type: tmpfs, target: /tmp }\n      - { source: v, target: /v }\n';
    expect(service(project(text)).volumes).toMatchObject([
      { type: 'bind', source: './x', target: '/x', readOnly: true, propagation: 'rshared', line: 4 },
      { type: 'tmpfs', source: undefined, target: '/tmp', line: 9 },
      { type: 'volume', source: 'v', target: '/v', line: 10 },
    ]);
  });
});

describe('sections', () => {
  const one = (body: string) => service(project(`services:\n  a:\n${body}`));

  test('environment as a map and as a list', () => {
    const values = (body: string) => one(body).environment.map(({ key, value }) => [key, value]);
    expect(values('    environment: { A: 1, B: true, C: null, D: "" }\n')).toEqual([
      ['A', '1'],
      ['B', 'true'],
      ['C', undefined],
      ['D', ''],
    ]);
    expect(values('    environment: [A=1, B, "C=a=b", D=]\n')).toEqual([
      ['A', '1'],
      ['B', undefined],
      ['C', 'a=b'],
      ['D', ''],
    ]);
  });

  test('build in both forms', () => {
    expect(one('    build: ./app\n').build).toMatchObject({ context: './app', dockerfile: undefined, args: [] });
    expect(one('    build:\n      dockerfile: D\n      target: t\n      args: [A=1]\n').build).toMatchObject({
      ...{ context: '.', dockerfile: 'D', target: 't', args: [{ key: 'A', value: '1', line: 6 }] },
    });
    expect(one('    build: { dockerfile_inline: "FROM a" }\n').build?.inline).toBe('FROM a');
    expect(one('    image: x\n').build).toBeUndefined();
  });

  test('networks in both forms, and none', () => {
    expect(one('    networks: [a, b]\n').networks).toEqual(['a', 'b']);
    expect(one('    networks: { a: { aliases: [x] }, b: }\n').networks).toEqual(['a', 'b']);
    expect(one('    image: x\n').networks).toBeUndefined();
  });

  test('profiles, labels, mode', () => {
    const app = one('    profiles: [dev, test]\n    labels: { a: b }\n    network_mode: host\n');
    expect([app.profiles, app.labels[0]?.value, app.networkMode]).toEqual([['dev', 'test'], 'b', 'host']);
  });

  test('a service of nothing, of a text, of a list', () => {
    expect(one('').environment).toEqual([]);
    expect(one('    environment: text\n    ports: {}\n    volumes: 5\n    networks:\n').ports).toEqual([]);
  });
});
