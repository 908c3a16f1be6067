import { show } from '../../model/errors.js';
import * as t from '../../model/shape/index.js';
import { Secret } from './secret.js';

const EXAMPLE = 'new Secret(platform, "jwt_secret")';
const instance = t.instance(Secret, EXAMPLE);

/** A secret as a construct. What is given in its place may be the secret itself: only what looks like a name is shown. */
export const SECRET: t.Type<Secret> = t.custom('a Secret', instance.is, {
  example: EXAMPLE,
  fix: (value) =>
    `Pass the construct: ${typeof value === 'string' && isName(value) ? `new Secret(platform, ${show(value)})` : EXAMPLE}`,
  shown: (value) => (typeof value === 'string' && !isName(value) ? '(a string)' : show(value)),
});

/** Words of letters alone. */
function isName(value: string): boolean {
  return /^[a-z]{2,20}(?:_[a-z]{2,20}){0,5}$/.test(value);
}
