import type { Instruction, StageModel } from '../../model/dockerfile.js';
import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import type { Provenance } from '../../model/provenance.js';
import { PublicValue } from '../../model/public-value.js';
import { readValue } from '../core/variable.js';

/** An instruction of the user's. */
export interface Step {
  readonly instruction: Instruction;
  readonly provenance: Provenance & { readonly origin: Origin };
}

/** Stages whose processes have the preload in NODE_OPTIONS. */
const RUNNING = ['runtime', 'migrate', 'development'];

/** What says in props what a step would say in vain. */
const INSTEAD: Partial<Record<Instruction['kind'], string>> = {
  cmd: 'Give "command" of the service, or "output" of its Packaging',
  entrypoint: 'Give "command" of the service',
  healthcheck: 'Give "healthCheck" of the service',
};

/**
 * Looks at the instructions of a Dockerfile, and at those of the user's among them.
 *
 * @param steps by the stage
 * @param place of the Dockerfile; a step has a line where it was added
 */
export function checkInstructions(
  stages: readonly StageModel[],
  steps: ReadonlyMap<string, readonly Step[]>,
  isNode: boolean,
  place: NexusErrorProps,
): void {
  for (const stage of stages) {
    const added = new Map(steps.get(stage.name)?.map(({ instruction, provenance }) => [instruction, provenance]));
    for (const instruction of stage.instructions) {
      const by = added.get(instruction);
      if (by) checkStep(instruction, stage, isNode, { ...place, location: by.origin.location });
      else checkLiterals(instruction, place);
    }
  }
}

/**
 * Looks at the literals of an instruction's variables, as at those of a container.
 *
 * @throws NexusError for one that looks like a secret, unless it is a PublicValue
 */
function checkLiterals(instruction: Instruction, place: NexusErrorProps): void {
  if (instruction.kind !== 'env' && instruction.kind !== 'arg') return;
  const { publicValues = {} } = instruction;
  const values = instruction.kind === 'env' ? instruction.values : { [instruction.name]: instruction.value };
  for (const [name, value] of Object.entries(values)) {
    // What is filled in at the build is none of ours.
    if (typeof value !== 'string') continue;
    const reason = Object.hasOwn(publicValues, name) ? publicValues[name] : undefined;
    readValue(name, reason === undefined ? value : PublicValue.of(value, reason), place);
  }
}

/**
 * Looks at an instruction of the user's among those of its stage.
 *
 * @param isNode whether the image's process is Node
 * @throws NexusError for what a later instruction, or the Compose file, takes back
 */
function checkStep(step: Instruction, stage: StageModel, isNode: boolean, place: NexusErrorProps): void {
  checkLiterals(step, place);
  if (step.kind === 'env' && isNode && RUNNING.includes(stage.name) && 'NODE_OPTIONS' in step.values)
    throw new NexusError(
      `a step of the stage ${stage.name} sets NODE_OPTIONS, which has the preload that reads secrets, and which the Compose file sets as well`,
      {
        ...place,
        fix: 'Give it in "environment" of the service, where it is added to that: { NODE_OPTIONS: "--enable-source-maps" }',
      },
    );
  const instead = INSTEAD[step.kind];
  const { instructions } = stage;
  if (
    instead === undefined ||
    !instructions.slice(instructions.indexOf(step) + 1).some(({ kind }) => kind === step.kind)
  )
    return;
  throw new NexusError(
    `a step ${step.kind.toUpperCase()} of the stage ${show(stage.name)} is taken back by the stage's own, which comes last`,
    { ...place, fix: instead },
  );
}
