import type { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  MonitoringStack,
  type NexusPlatform,
  NexusService,
  PostgresDatabase,
  RedisCache,
  Secret,
  Volume,
} from '../../../../src/index.js';
import { messageOf, newPlatform, render } from '../../../support/project.js';

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A service that is started apart. */
class Tool extends NexusService {
  public constructor(scope: Construct, id: string, port: number, group = 'tools') {
    super(scope, id, { port, image: `${id}:1` }, { group });
  }
}

function filesOf(platform: NexusPlatform): Readonly<Record<string, Sections>> {
  const files = Object.entries(render(platform)).filter(([path]) => path.startsWith('docker-compose'));
  return Object.fromEntries(files.map(([path, text]) => [path, parse(text, { merge: true }) as Sections]));
}

const names = (file: Sections | undefined, section: string) => Object.keys(file?.[section] ?? {});

test('what members of the main part share with a group is in the main file, what a group has alone in its own', () => {
  // GIVEN
  const platform = newPlatform();
  const [shared, own] = [new Secret(platform, 'shared'), new Secret(platform, 'own')];
  const [both, alone] = [new Volume(platform, 'both'), new Volume(platform, 'alone')];
  const redis = new RedisCache(platform, 'redis');
  const main = new NexusService(platform, 'main', { port: 5001, image: 'a:1', secrets: [shared], uses: [redis] });
  const tool = new Tool(platform, 'tool', 5002);
  const helper = new Tool(platform, 'helper', 5003);
  for (const secret of [shared, own]) tool.addSecret(secret);
  main.addVolume(both, '/both');
  tool.addVolume(both, '/both', { readOnly: true });
  tool.addVolume(alone, '/alone');
  tool.addUse(redis);
  tool.addUse(helper);
  // WHEN
  const files = filesOf(platform);
  const [mainFile, tools] = [files['docker-compose.yml'], files['docker-compose.tools.yml']];
  // THEN
  expect(names(mainFile, 'services')).toEqual(['redis', 'main']);
  expect(names(tools, 'services')).toEqual(['tool', 'helper']);
  expect(names(mainFile, 'secrets').sort()).toEqual(['redis_password', 'shared']);
  expect(names(tools, 'secrets')).toEqual(['own']);
  expect(names(mainFile, 'volumes')).toEqual(['both']);
  expect(names(tools, 'volumes')).toEqual(['alone']);
  expect(names(mainFile, 'networks')).toEqual(['main_redis', 'tool_redis']);
  expect(names(tools, 'networks')).toEqual(['tool_helper']);
  // AND a developer's machine has the main part alone
  expect(names(files['docker-compose.dev.yml'], 'services')).toEqual(['redis', 'main']);
});

test('of two groups neither needs the file of the other', () => {
  // GIVEN
  const platform = newPlatform();
  const postgres = new PostgresDatabase(platform, 'postgres', { database: 'shop' });
  const common = new Secret(platform, 'common');
  new MonitoringStack(platform, 'monitoring');
  const [tool, report] = [new Tool(platform, 'tool', 5002), new Tool(platform, 'report', 5003, 'reports')];
  for (const each of [tool, report]) each.addSecret(common);
  tool.addUse(report, { startCondition: 'none' });
  report.addUse(postgres);
  // WHEN
  const files = filesOf(platform);
  // THEN
  expect(Object.keys(files).sort()).toEqual(
    ['.dev', '.monitoring', '.reports', '.tools', ''].map((part) => `docker-compose${part}.yml`),
  );
  expect(names(files['docker-compose.reports.yml'], 'services')).toEqual(['report']);
  expect(names(files['docker-compose.yml'], 'secrets')).toContain('common');
  expect(names(files['docker-compose.yml'], 'networks')).toEqual(
    expect.arrayContaining(['tool_report', 'report_postgres', 'postgres-exporter_postgres']),
  );
  for (const group of ['tools', 'reports']) {
    const file = files[`docker-compose.${group}.yml`];
    expect([names(file, 'secrets'), names(file, 'networks')]).toEqual([[], []]);
  }
  expect(names(files['docker-compose.monitoring.yml'], 'networks')).toEqual(
    expect.arrayContaining(['prometheus_postgres-exporter']),
  );
});

test('a group that waits for what another group starts is refused, with its line', () => {
  const platform = newPlatform();
  const report = new Tool(platform, 'report', 5003, 'reports');
  new Tool(platform, 'tool', 5002).addUse(report);
  expect(messageOf(() => render(platform))).toMatch(
    /\[shop\/tool\] docker-compose\.yml \+ docker-compose\.tools\.yml: service tool names service "report", which is not defined\..*groups\.test\.ts:\d+\)/,
  );
});

test('adding a group changes no container of the main part that it does not use', () => {
  const build = (grouped: boolean) => {
    const platform = newPlatform();
    const redis = new RedisCache(platform, 'redis');
    new NexusService(platform, 'main', { port: 5001, image: 'a:1', uses: [redis] });
    if (grouped) new Tool(platform, 'tool', 5002).addUse(redis);
    return filesOf(platform)['docker-compose.yml']?.services;
  };
  expect(build(true)?.main).toEqual(build(false)?.main);
});
