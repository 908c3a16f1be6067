import * as t from '../../model/shape/index.js';
import { Rotation } from './rotation.js';
import type { Secret, SecretProps } from './secret.js';

type SuppliedProps = NonNullable<Parameters<typeof Secret.supplied>[2]>;

const ROTATION: t.Type<Rotation> = t.instance(Rotation, 'Rotation.overlap({ lifetime: Duration.hours(8) })');

export const SECRET_PROPS: t.Shape<SecretProps> = t.shapeOf<SecretProps>()({
  description: t.optional(t.text),
  bytes: t.optional(t.number),
  rotation: t.optional(ROTATION),
});

/** A person supplies it: how many bytes it has is theirs to say. */
export const SUPPLIED_PROPS: t.Shape<SuppliedProps> = t.shapeOf<SuppliedProps>()({
  description: SECRET_PROPS.fields.description,
});

export const PEM_KIND = t.oneOf('certificate', 'key');
