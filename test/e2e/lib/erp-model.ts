import { LogLevel, Project } from 'projen';
import type { Phase, PlatformModel } from '../../../src/index.js';
import { loadErpNexus } from '../../support/erp-nexus.js';

/** The model of `.projenrc.ts`, without writing anything. */
export async function erpModel(folder: string, phase: Phase): Promise<PlatformModel> {
  return (await loadErpNexus())(quietProject(folder), phase).toModel();
}

/**
 * Synthesizes ERP Nexus as far as `phase` into `folder`/out.
 *
 * @param edit changes the composition before
 */
export async function synthesizeErp(folder: string, phase: Phase, edit?: (source: string) => string): Promise<void> {
  const project = quietProject(folder);
  (await loadErpNexus(edit))(project, phase);
  project.synth();
}

export function quietProject(folder: string): Project {
  process.env.PROJEN_DISABLE_POST = 'true';
  return new Project({ name: 'e2e', outdir: folder, logging: { level: LogLevel.OFF } });
}
