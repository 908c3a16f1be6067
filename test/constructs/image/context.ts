import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  Frontend,
  type NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  SecureDockerfile,
} from '../../../src/index.js';
import { newPlatform, newProject, render } from '../../support/project.js';

export type NodeProps = Omit<Parameters<typeof SecureDockerfile.node>[0], 'context'>;
export type SiteProps = Omit<Parameters<typeof SecureDockerfile.staticSite>[0], 'context'>;
type Files = Readonly<Record<string, string | object>>;

/** What a synthesis says. */
export interface Synthesis {
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/** A context with sources on the disk: `package.json` and the lock file of npm, unless `files` say otherwise. */
export function platformWith(files: Files, props: NexusPlatformProps = {}): NexusPlatform {
  const project = newProject();
  const all: Files = {
    'package.json': {},
    ...(LOCKS.some((name) => name in files) ? {} : { 'package-lock.json': {} }),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    const at = join(project.outdir, 'app', path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return newPlatform(props, project);
}

const LOCKS = ['pnpm-lock.yaml', 'yarn.lock', 'npm-shrinkwrap.json'];

/** What synthesis says of a service of these sources. */
export function serviceOf(
  files: Files,
  dockerfile: NodeProps | ((platform: NexusPlatform) => NodeProps) = {},
): Synthesis {
  return result(withService(files, dockerfile));
}

export function siteOf(files: Files, dockerfile: SiteProps = {}): Synthesis {
  const platform = platformWith(files);
  new Frontend(platform, 'app', { dockerfile: SecureDockerfile.staticSite({ context: 'app', ...dockerfile }) });
  return result(platform);
}

function result(platform: NexusPlatform): Synthesis {
  const model = platform.toModel();
  return { warnings: model.warnings.filter((text) => !text.includes('by tag alone')), problems: model.problems };
}

/** The Dockerfile that a service of these sources has. */
export function dockerfileOf(files: Files, dockerfile: NodeProps = {}): string {
  return filesOf(files, dockerfile)['app/Dockerfile'] ?? '';
}

export function filesOf(
  files: Files,
  dockerfile: NodeProps | ((platform: NexusPlatform) => NodeProps) = {},
): Record<string, string> {
  return render(withService(files, dockerfile));
}

function withService(files: Files, dockerfile: NodeProps | ((platform: NexusPlatform) => NodeProps)): NexusPlatform {
  const platform = platformWith(files);
  const props = typeof dockerfile === 'function' ? dockerfile(platform) : dockerfile;
  new NexusService(platform, 'app', {
    port: 5000,
    dockerfile: SecureDockerfile.node({ context: 'app', ...props }),
    migrate: false,
  });
  return platform;
}

/** The commands and copies of a stage, a line each. */
export function stageOf(dockerfile: string, name: string): string {
  return new RegExp(`^FROM \\S+ AS ${name}\\n([^]*?)(?=\\n\\n#|$(?![^]))`, 'm').exec(dockerfile)?.[1] ?? '';
}
