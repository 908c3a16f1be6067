import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import {
  NexusPlatform,
  type NexusPlatformProps,
  NexusService,
  PostgresDatabase,
  type PostgresDatabaseProps,
} from '../../../src/index.js';
import { DATA_FILE } from '../../../src/synth/data/data-file.js';
import { newProject, temporaryFolder } from '../../support/project.js';

export type Compose = (platform: NexusPlatform) => void;

/** Synthesizes into a folder, as one run after another does. */
export class Repository {
  public readonly folder = temporaryFolder();

  /** @returns the warnings about data */
  public run(compose: Compose, name = 'shop', props: NexusPlatformProps = {}): string[] {
    const project = newProject(this.folder);
    const warnings = collectWarnings(project);
    const platform = new NexusPlatform(project, name, props);
    compose(platform);
    project.synth();
    return warnings.filter(
      (text) =>
        /volume|data|networks|platform "|secret \w+ is|secrets protect/.test(text) &&
        !text.includes('named by tag alone'),
    );
  }

  public get data(): Record<string, string> {
    if (!existsSync(join(this.folder, DATA_FILE))) return {};
    return (JSON.parse(readFileSync(join(this.folder, DATA_FILE), 'utf8')) as { data: Record<string, string> }).data;
  }
}

function collectWarnings(project: Project): string[] {
  const warnings: string[] = [];
  project.logger.warn = (...texts: unknown[]) => void warnings.push(texts.map(String).join(' '));
  return warnings;
}

export const database =
  (props: Partial<PostgresDatabaseProps> = {}, id = 'postgres', service = 'crm', role?: string): Compose =>
  (platform) => {
    const provider = new PostgresDatabase(platform, id, { database: 'shop', ...props });
    new NexusService(platform, service, { port: 5001, image: 'a/b:1', uses: [role ? { provider, role } : provider] });
  };
