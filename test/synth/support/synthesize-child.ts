import { LogLevel, Project } from 'projen';
import { NexusPlatform } from '../../../src/index.js';

/** What the parent asks for: one synthesis in `folder`, of `count` files that all contain `word`. */
export interface Order {
  readonly folder: string;
  readonly word: string;
  readonly count: number;
}

export interface Outcome {
  /** The message of the error, if synthesis failed. */
  readonly error?: string;
}

/** A process that runs a synthesis for each message, as `npx projen` does. Started by `startChild`. */
process.on('message', ({ folder, word, count }: Order) => {
  process.env.PROJEN_DISABLE_POST = 'true';
  let outcome: Outcome = {};
  try {
    const project = new Project({ name: 'test', outdir: folder, logging: { level: LogLevel.OFF } });
    const platform = new NexusPlatform(project, 'shop');
    for (let i = 0; i < count; i++)
      platform.addDocument({ path: `f${i}.conf`, kind: 'lines', syntax: 'hash', lines: [`${word} ${i}`] });
    platform.addDocument({ path: `only-${word}.conf`, kind: 'lines', syntax: 'hash', lines: [word] });
    project.synth();
  } catch (error) {
    outcome = { error: (error as Error).message };
  }
  process.send?.(outcome);
});
process.send?.('ready');
