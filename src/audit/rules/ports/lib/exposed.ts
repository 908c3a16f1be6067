import type { Argument, Instruction } from '../../../../read/dockerfile/document.js';

export interface ExposedPort {
  readonly argument: Argument;
  readonly from: number;
  readonly to: number;
  /** As written, `tcp` where nothing is. */
  readonly protocol: string;
}

/** The ports of an `EXPOSE` that are numbers; the others only the build knows, or are no ports. */
export function exposedPorts(instruction: Instruction): ExposedPort[] {
  return instruction.args.flatMap((argument) => {
    const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(argument.value);
    if (!match) return [];
    const from = Number(match[1]);
    return [{ argument, from, to: match[2] === undefined ? from : Number(match[2]), protocol: match[3] ?? 'tcp' }];
  });
}
