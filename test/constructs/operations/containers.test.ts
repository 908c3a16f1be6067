import { describe, expect, it } from 'vitest';
import { FakeHost, hasJq } from '../../support/containers.js';

const running = ['nginx', 'web', 'stock'];

describe.skipIf(!hasJq)('lib/containers.sh', () => {
  it('makes one beside the old one, names it when it is healthy and reached, and only then lets the old one go', () => {
    const host = new FakeHost({ running });
    const { status, stderr } = host.call('replace_containers', 'web');
    expect([status, stderr]).toEqual([0, '']);
    expect(host.calls).toEqual([
      'compose up --no-start --no-deps --no-build --no-recreate --scale web=2 web',
      'network disconnect shop_nginx_web shop-web-4',
      'network connect shop_nginx_web shop-web-4',
      'start shop-web-4',
      'network disconnect shop_nginx_web shop-web-4',
      'network connect --alias shop-web-4 --alias web shop_nginx_web shop-web-4',
      'network disconnect shop_nginx_web shop-web-2',
      'network connect --ip 10.0.0.2 shop_nginx_web shop-web-2',
      'kill --signal SIGUSR2 shop-web-2',
      'stop shop-web-2',
      'rm --volumes shop-web-2',
    ]);
  });

  it('leaves alone the networks on which it calls others, and has no address asked for at its end', () => {
    const host = new FakeHost({ running });
    host.call('replace_containers', 'web');
    const [id = ''] = host.call('containers_of', 'web').stdout.trim().split('\n');
    expect(host.networksOf(id)).toEqual({
      shop_nginx_web: '10.0.0.99 shop-web-4 web',
      shop_web_stock: '10.0.0.4 shop-web-4 web',
    });
  });

  it('keeps one address, far from those that others are given, where it is called and calls on the same network', () => {
    const host = new FakeHost({ running, library: 'tiers' });
    expect(host.call('replace_containers', 'stock').stderr).toBe('');
    const joins = host.calls.filter((call) => call.includes('connect --') && call.endsWith('shop-stock-4'));
    const [first = '', second = ''] = joins.map((call) => /--ip ([\d.]+)/.exec(call)?.[1] ?? '');
    expect(first).toMatch(/^10\.0\.0\.(?:19[2-9]|2\d\d)$/);
    expect(first).not.toBe('10.0.0.250');
    expect(second).toBe(first);
    expect(joins.map((call) => call.includes('--alias stock'))).toEqual([false, true]);
  });

  it('shows the log of one that does not get healthy and removes it; the old one is not touched', () => {
    const host = new FakeHost({ running, says: { 'health/web': 'unhealthy' } });
    const { status, stderr } = host.call('replace_containers', 'web');
    expect(status).toBe(1);
    expect(stderr).toContain('shop-web-4 did not get healthy');
    // Nothing of it commands the terminal.
    expect(stderr).toContain('    cannot listen [31m\n    bye\n');
    expect(stderr).toContain('last health check: "refused\\n"');
    expect(stderr).toContain('web: the containers from before still serve');
    expect(host.calls.slice(-1)).toEqual(['rm --force --volumes shop-web-4']);
    expect(host.calls.filter((call) => call.includes('shop-web-2'))).toEqual([]);
  });

  it('does the same with one that others do not reach, which its own check can not see', () => {
    const host = new FakeHost({ running, says: { reached: '1' } });
    const { status, stderr } = host.call('replace_containers', 'web');
    expect(status).toBe(1);
    expect(stderr).toContain('shop-web-4 is healthy, but nginx can not reach port 5000 of it');
    expect(host.calls.slice(-1)).toEqual(['rm --force --volumes shop-web-4']);
  });

  it('asks nobody where the caller has nothing to ask with, or does not run', () => {
    expect(new FakeHost({ running, says: { reached: '127' } }).call('replace_containers', 'web').status).toBe(0);
    expect(new FakeHost({ running: ['web'], says: { reached: '1' } }).call('replace_containers', 'web').status).toBe(0);
  });

  it('says what Compose says where it can not make one', () => {
    const { status, stderr } = new FakeHost({ running, says: { 'no-compose': '' } }).call('replace_containers', 'web');
    expect(status).toBe(1);
    expect(stderr).toContain('no further container of web could be made: no such image');
  });

  it('sends no SIGUSR2 to a program that would end by it', () => {
    const host = new FakeHost({ running, says: { hears: '1' } });
    expect(host.call('replace_containers', 'web').status).toBe(0);
    expect(host.calls.filter((call) => call.startsWith('kill'))).toEqual([]);
    expect(host.calls).toContain('stop shop-web-2');
  });

  it('waits for connections of its own port, and for no others', () => {
    const host = new FakeHost({ running, says: { open: '2' } });
    expect(host.call('replace_containers', 'web').stdout).not.toContain('open connections');
    expect(host.docker('exec', 'x', 'cat', '/proc/net/tcp').split('\n')).toHaveLength(2);
  });

  it.each([
    ['it keeps state', 'cache', {}],
    ['it publishes a port', 'web', { ports: [{ target: 80 }] }],
    ['its container has a fixed name', 'web', { container_name: 'web' }],
    ['it has a fixed address', 'web', { networks: { a: null, b: { ipv4_address: '10.0.0.7' } } }],
    ['it uses the network of the host', 'web', { network_mode: 'host' }],
  ])('replaces in place, because %s', (reason, service, settings) => {
    const host = new FakeHost({ running: [...running, 'cache'], services: { [service]: settings } });
    expect(host.call('alone_because', service).stdout).toBe(`${reason}\n`);
    const { status, stdout } = host.call('replace_containers', service);
    expect(status).toBe(0);
    expect(stdout).toContain(`${service}: replaced in place, because ${reason}`);
    expect(host.calls).toEqual([`compose up --detach --no-deps --no-build --force-recreate ${service}`]);
  });

  it('replaces two one by one, and lets go of what is more than the files say', () => {
    const host = new FakeHost({
      running: ['nginx', 'web', 'web', 'web'],
      services: { web: { deploy: { replicas: 2 } } },
    });
    expect(host.call('replace_containers', 'web').status).toBe(0);
    expect(host.calls.filter((call) => /^(?:start|stop)/.test(call))).toEqual([
      'start shop-web-5',
      'stop shop-web-2',
      'start shop-web-6',
      'stop shop-web-3',
      'stop shop-web-4',
    ]);
  });

  it('starts what does not run', () => {
    const host = new FakeHost({ running: ['nginx'] });
    expect(host.call('replace_containers', 'web').status).toBe(0);
    expect(host.calls).toEqual(['compose up --detach --no-deps --no-build --force-recreate web']);
  });

  it('removes the new one if it is interrupted before that one serves', async () => {
    const host = new FakeHost({ running, says: { 'health/web': 'starting' } });
    expect(await host.interrupted('start', 'replace_containers', 'web')).toBe(130);
    expect(host.calls.slice(-1)).toEqual(['rm --force --volumes shop-web-4']);
    expect(host.networksOf(host.call('containers_of', 'web').stdout.trim())).toHaveProperty(
      'shop_nginx_web',
      '10.0.0.2 shop-web-2 web',
    );
  });

  it('clears away what a killed run has left, and never the only one that is found', () => {
    const host = new FakeHost({ running: ['nginx', 'web', 'web'] });
    const [first = '', second = ''] = host.call('containers_of', 'web').stdout.trim().split('\n');
    host.docker('add', 'web', 'created');
    host.docker('network', 'connect', 'shop_nginx_web', first);
    expect(host.call('replace_containers', 'web').stdout).toContain('shop-web-2 is left over from an interrupted run');
    expect(host.calls.slice(1, 4)).toEqual([
      'rm --force --volumes shop-web-4',
      'kill --signal SIGUSR2 shop-web-2',
      'stop shop-web-2',
    ]);

    const alone = new FakeHost({ running });
    const id = alone.call('containers_of', 'web').stdout.trim();
    alone.docker('network', 'connect', 'shop_nginx_web', id);
    expect(alone.call('replace_containers', 'web').stdout).not.toContain('left over');
    expect(second).not.toBe('');
  });

  it('refuses a service that there is not', () => {
    const { status, stderr } = new FakeHost().call('replace_containers', 'nope; reboot');
    expect([status, stderr]).toEqual([2, 'try: there is no service nope; reboot\n']);
  });
});
