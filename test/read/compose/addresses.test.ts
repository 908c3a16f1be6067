import { describe, expect, test } from 'vitest';
import { isExposed, isLoopback, isPublic, leavesHost } from '../../../src/read/compose/addresses.js';
import { project, service } from './project.js';

const serviceOf = (lines: readonly string[]) =>
  service(project(['services:', '  a:', ...lines.map((line) => `    ${line}`)].join('\n')));

function port(short: string) {
  const [read] = serviceOf(['ports:', `  - "${short}"`]).ports;
  if (!read) throw new Error(`${short} is no port`);
  return read;
}

describe('who reaches a published port', () => {
  test.each([
    ['80:80', true, true],
    ['0.0.0.0:80:80', true, true],
    ['[::]:80:80', true, true],
    ['203.0.113.7:80:80', true, true],
    ['172.15.0.1:80:80', true, true],
    ['172.32.0.1:80:80', true, true],
    ['100.128.0.1:80:80', true, true],
    // Other machines, but not those of the public network.
    ['10.0.0.7:80:80', false, true],
    ['172.16.0.1:80:80', false, true],
    ['172.31.255.255:80:80', false, true],
    ['192.168.1.1:80:80', false, true],
    ['169.254.1.1:80:80', false, true],
    ['100.64.0.1:80:80', false, true],
    ['[fd00::1]:80:80', false, true],
    ['[fe80::1]:80:80', false, true],
    // Only the environment knows: no finding, but the worse case for the score.
    ['${BIND}:80:80', false, true],
    ['127.0.0.1:80:80', false, false],
    ['127.8.8.8:80:80', false, false],
    ['[::1]:80:80', false, false],
  ])('%s: the public network %s, other machines %s', (short, ofAll, ofOthers) => {
    expect(isPublic(port(short))).toBe(ofAll);
    expect(leavesHost(port(short))).toBe(ofOthers);
  });

  test.each(['127.0.0.1', '127.255.0.1', '::1', 'localhost', 'LOCALHOST'])('%s is the loopback', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  test.each(['128.0.0.1', '127.0.0', '127.0.0.256', '127.evil.example', '::2', ''])('%s is not', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});

describe('a service', () => {
  test.each([
    [['ports: ["80:80"]'], true],
    [['ports: ["127.0.0.1:80:80", "10.0.0.1:81:81"]'], true],
    [['network_mode: host'], true],
    [['ports: ["127.0.0.1:80:80"]'], false],
    [['expose: ["80"]'], false],
    // Without a network there is nothing to publish.
    [['network_mode: none', 'ports: ["80:80"]'], false],
  ])('%j is exposed: %s', (lines, expected) => {
    expect(isExposed(serviceOf(lines))).toBe(expected);
  });
});
