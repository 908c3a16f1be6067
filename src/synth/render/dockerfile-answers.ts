import { imageVerdict } from '../../audit/rules/secrets/lib/image-variables.js';
import { isSecretFile } from '../../audit/rules/secrets/lib/secret-files.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile.js';
import { checkOneLine } from '../../model/paths.js';

/** What stands before an instruction, for those who read it. */
export interface InstructionNotes {
  /** Comments that the audit follows, without their "#". */
  readonly answers: readonly string[];
  /** Comments for people. */
  readonly notes: readonly string[];
}

const NOTHING: InstructionNotes = { answers: [], notes: [] };

/** Names of the stages that are a part of the image: the last one, and what it is made from. */
export function imageStages({ stages }: DockerfileModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (let stage = stages.at(-1); stage && !names.has(stage.name);) {
    names.add(stage.name);
    const { from } = stage;
    stage = stages.find(({ name }) => name === from);
  }
  return names;
}

/**
 * Reasons why something is no secret. Where the audit finds nothing, a word to it would be one that matches nothing.
 *
 * @throws NexusError for a reason of several lines
 */
export function notesOf(instruction: Instruction, inImage: boolean): InstructionNotes {
  const { kind } = instruction;
  if (kind === 'arg') return ofValues(instruction.publicValues, { [instruction.name]: instruction.value }, inImage);
  if (kind === 'env') return ofValues(instruction.publicValues, instruction.values, inImage);
  if (kind !== 'copy') return NOTHING;
  const { noSecret, sources } = instruction;
  if (noSecret === undefined || !sources.some(isSecretFile)) return NOTHING;
  return { answers: [ignored('secret-file-copied', checkOneLine('reason', noSecret))], notes: [] };
}

function ofValues(
  reasons: Readonly<Record<string, string>> | undefined,
  values: Readonly<Record<string, unknown>>,
  inImage: boolean,
): InstructionNotes {
  if (reasons === undefined) return NOTHING;
  const said = Object.entries(reasons).flatMap(([name, reason]) => {
    const value = values[name];
    if (typeof value !== 'string') return [];
    return [{ text: `${name}: ${checkOneLine('reason', reason)}`, isFound: imageVerdict(name, value) !== undefined }];
  });
  const found = said.filter(({ isFound }) => isFound).map(({ text }) => text);
  return {
    // One for all of them: it is about the whole instruction.
    answers: found.length > 0 ? [ignored(inImage ? 'image-secret-value' : 'stage-secret-value', found.join('; '))] : [],
    notes: said.filter(({ isFound }) => !isFound).map(({ text }) => `No secret: ${text}`),
  };
}

function ignored(rule: string, reason: string): string {
  return `nexus-audit: ignore ${rule} -- ${reason}`;
}
