import type { IConstruct } from 'constructs';
import { Component, type Project } from 'projen';
import { NexusError, SynthesisError } from '../model/errors.js';
import type { PlatformModel } from '../model/platform-model.js';
import { AuditCache } from './audit-cache.js';
import { DATA_FILE, printData, readData } from './data/data-file.js';
import { keepData } from './data/keep-data.js';
import { auditOutput, type OutputAudit } from './audit-output.js';
import { imageProblems, imageWarnings } from './image-names.js';
import { besideWarnings, portWarnings } from './neighbours.js';
import { CACHE } from './remember/cache-file.js';
import { RenderMemory } from './remember/render-memory.js';
import { renderPlatform } from './render-platform.js';
import type { RenderedFile } from './render/files.js';
import { summarize } from './summary.js';
import { MANIFEST } from './write/manifest.js';
import { type PreparedRun, prepareRun } from './write/run.js';
import { LOCAL } from './write/state.js';

/** What synthesis asks of a platform. */
export interface PlatformSource extends IConstruct {
  /** Builds the model. Called once, after every validation of the tree has passed. */
  toModel(): PlatformModel;
}

/**
 * Turns the platforms of a projen project into files. One a project, so that all errors come at once and one manifest
 * knows every file.
 *
 * Everything that can fail happens in `preSynthesize`: projen has then written and removed nothing yet.
 */
export class Synthesizer extends Component {
  /** The synthesizer of `project`, made at the first call. */
  public static of(project: Project): Synthesizer {
    const found = project.node.tryFindChild(Synthesizer.ID);
    return found instanceof Synthesizer ? found : new Synthesizer(project);
  }

  private static readonly ID = 'nexus-synthesizer';

  private readonly platforms: PlatformSource[] = [];
  private prepared?: {
    readonly run: PreparedRun;
    readonly models: readonly PlatformModel[];
    readonly audits: readonly OutputAudit[];
    /** What later runs are quicker by. */
    readonly caches: readonly { save(): void }[];
    /** What has changed under living data. */
    readonly data: readonly string[];
  };

  private constructor(project: Project) {
    super(project, Synthesizer.ID);
    for (const folder of [...LOCAL, CACHE]) project.addGitIgnore(`/${folder}/`);
    // Two branches that add files: the lines of both are right, and the next run removes what is not.
    for (const file of [MANIFEST, DATA_FILE]) project.gitattributes.addAttributes(`/${file}`, 'merge=union');
  }

  public register(platform: PlatformSource): void {
    this.platforms.push(platform);
  }

  /** @throws SynthesisError with every problem of every platform */
  public override preSynthesize(): void {
    const invalid = this.platforms.flatMap((platform) =>
      platform.node.findAll().flatMap((construct) => construct.node.validate()),
    );
    if (invalid.length > 0) throw new SynthesisError([...new Set(invalid)]);
    const problems: string[] = [];
    const models: PlatformModel[] = [];
    const files: RenderedFile[] = [];
    const audits: OutputAudit[] = [];
    const caches: { save(): void }[] = [];
    for (const platform of this.platforms) {
      try {
        const model = platform.toModel();
        models.push(model);
        const memory = new RenderMemory(this.project.outdir, model.name);
        const rendered = renderPlatform(model, undefined, memory);
        files.push(...rendered);
        const cache = new AuditCache(this.project.outdir, model.name);
        const audited = auditOutput(model, rendered, { cache });
        caches.push(cache, memory);
        if (audited) audits.push(audited);
        files.push(...(audited?.files ?? []));
        problems.push(...(audited?.problems ?? []));
      } catch (error) {
        if (error instanceof SynthesisError) problems.push(...error.problems);
        else if (error instanceof NexusError) problems.push(error.message);
        else throw error;
      }
    }
    problems.push(...imageProblems(models));
    const data = problems.length > 0 ? undefined : this.compareData(models, problems);
    if (problems.length > 0) throw new SynthesisError(problems);
    if (data?.file) files.push(data.file);
    const run = prepareRun(this.project.outdir, files, {
      adopt: process.env['NEXUS_ADOPT'],
      outdirs: models.map(({ outdir }) => outdir),
    });
    this.prepared = { run, models, audits, caches, data: data?.warnings ?? [] };
  }

  /** What the data of all platforms was made with, and the file that remembers it. */
  private compareData(
    models: readonly PlatformModel[],
    problems: string[],
  ): { readonly file?: RenderedFile; readonly warnings: readonly string[] } | undefined {
    try {
      const { known, warnings, problems: own } = keepData(models, readData(this.project.outdir));
      problems.push(...own);
      const [model] = models;
      if (known.size === 0 || !model) return { warnings };
      const content = printData(known);
      return { warnings, file: { path: DATA_FILE, content, executable: false, origin: model.origin, readBack: true } };
    } catch (error) {
      if (!(error instanceof NexusError)) throw error;
      problems.push(error.message);
      return undefined;
    }
  }

  public override synthesize(): void {
    if (!this.prepared) throw new Error('preSynthesize() has not run');
    const { run, models, audits, caches, data } = this.prepared;
    const kept = run.commit();
    for (const cache of caches) cache.save();
    const warnings = [
      ...data,
      ...models.flatMap((model) => model.warnings.map((text) => (models.length > 1 ? `${model.name}: ${text}` : text))),
      ...portWarnings(models),
      ...imageWarnings(models),
      ...besideWarnings(this.project.outdir, models),
      ...mostOf(audits.flatMap(({ warnings }) => warnings)),
    ];
    for (const { summary } of audits) this.project.logger.info(summary);
    for (const line of summarize(run, kept, warnings)) {
      if (line.level === 'warn') this.project.logger.warn(line.text);
      else this.project.logger.info(line.text);
    }
  }
}

/** Findings that are worth a line each; the report has them all. */
function mostOf(warnings: readonly string[]): string[] {
  const most = 10;
  const rest = warnings.length - most;
  return rest > 0 ? [...warnings.slice(0, most), `… and ${rest} more such findings`] : [...warnings];
}
