import type { Duration } from '../../model/duration.js';
import { WORDS } from '../../model/instruction-shape.js';
import type { Text } from '../../model/operator-text.js';
import * as t from '../../model/shape/index.js';
import type { CommandRotationOptions, OverlapOptions } from './rotation.js';
import { TEXT } from './text-shape.js';

/** A command with a program; arguments may be empty. */
export const COMMAND: t.Type<readonly string[]> = t.custom(
  'a command of one word or more',
  (value) => WORDS.is(value) && (value as readonly string[])[0] !== undefined && (value as readonly string[])[0] !== '',
  { fix: (value) => WORDS.fix?.(value) ?? 'Write ["program", "argument"]' },
);

const LIFETIME: t.Type<Duration> = t.custom(
  'a Duration above 0',
  (value) => t.duration.is(value) && (value as Duration).toMilliseconds() > 0,
  { fix: (value) => t.duration.fix?.(value) ?? 'Write Duration.hours(8)' },
);

export const OVERLAP: t.Shape<OverlapOptions> = t.shapeOf<OverlapOptions>()({ lifetime: LIFETIME });

export const COMMAND_ROTATION: t.Shape<CommandRotationOptions> = t.shapeOf<CommandRotationOptions>()({
  accepts: t.optional(COMMAND),
});

export const REASON: t.Type<Text> = TEXT;
