import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NexusService, SecureDockerfile } from '../../../src/index.js';
import { messageOf, newPlatform, newProject, temporaryFolder } from '../../support/project.js';

const MANIFEST = JSON.stringify({ scripts: { postinstall: 'tsc' } });

/** Problems and warnings of a platform, with a context that would be refused, at `place` in the project. */
function synthesis(place: string | undefined, sources?: string, root = temporaryFolder()) {
  const project = newProject(join(root, 'project'));
  if (place !== undefined) {
    mkdirSync(join(project.outdir, place, 'app'), { recursive: true });
    writeFileSync(join(project.outdir, place, 'app', 'package.json'), MANIFEST);
    writeFileSync(join(project.outdir, place, 'app', 'package-lock.json'), '{}');
  }
  const platform = newPlatform(sources === undefined ? {} : { sources }, project);
  new NexusService(platform, 'app', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'app' }) });
  const { problems, warnings } = platform.toModel();
  return { seen: problems.length === 1, warnings: warnings.filter((text) => text.includes('package.json')) };
}

describe('sources', () => {
  it.each([
    ['out', undefined],
    ['.', undefined],
    ['examples/shop', 'examples/shop'],
    ['../shop', '../shop'],
  ])('in %s are found with sources: %s', (place, sources) => {
    expect(synthesis(place, sources)).toEqual({ seen: true, warnings: [] });
  });

  it.each([
    [undefined, undefined],
    ['examples/shop', undefined],
    ['out', 'examples/shop'],
  ])('in %s are not found with sources: %s, which is said', (place, sources) => {
    const { seen, warnings } = synthesis(place, sources);
    expect(seen).toBe(false);
    expect(warnings).toEqual([expect.stringMatching(/^no package\.json of app is here.*"sources" of the platform/)]);
  });

  it('of many services are named a few, in one warning', () => {
    const platform = newPlatform();
    for (const i of [1, 2, 3, 4, 5, 6, 7])
      new NexusService(platform, `s${i}`, {
        port: 5000 + i,
        dockerfile: SecureDockerfile.node({ context: `m/s${i}` }),
      });
    const [warning, ...more] = platform.toModel().warnings.filter((text) => text.includes('package.json'));
    expect(warning).toContain('no package.json of m/s1, m/s2, m/s3, m/s4, m/s5, 2 more is here');
    expect(more).toEqual([]);
  });

  it('are no absolute path', () => {
    expect(messageOf(() => newPlatform({ sources: '/srv/shop' }))).toMatch(
      /sources "\/srv\/shop" is an absolute path.*\(test\/support/,
    );
  });

  it('that are no JSON are refused, with their name', () => {
    const project = newProject();
    mkdirSync(join(project.outdir, 'app'));
    writeFileSync(join(project.outdir, 'app', 'package.json'), '{,}');
    const platform = newPlatform({}, project);
    new NexusService(platform, 'app', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'app' }) });
    expect(platform.toModel().problems.join()).toContain('app/package.json is no JSON');
  });

  it('are not followed out of the folder, or in circles', () => {
    const project = newProject();
    mkdirSync(join(project.outdir, 'app', 'src'), { recursive: true });
    writeFileSync(join(project.outdir, 'app', 'package.json'), '{}');
    writeFileSync(join(project.outdir, 'app', 'package-lock.json'), '{}');
    symlinkSync('..', join(project.outdir, 'app', 'src', 'self'));
    symlinkSync('nowhere', join(project.outdir, 'app', 'src', 'gone'));
    const platform = newPlatform({}, project);
    new NexusService(platform, 'app', { port: 5000, dockerfile: SecureDockerfile.node({ context: 'app' }) });
    expect(platform.toModel().problems).toEqual([]);
  });
});
