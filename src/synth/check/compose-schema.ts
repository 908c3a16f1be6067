import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { show } from '../../model/errors.js';
import { Tagged } from '../render/yaml.js';

let compiled: ValidateFunction | undefined;

/**
 * The Compose specification's JSON schema, compiled: doing that at each synthesis took longer than all other checks of a
 * small platform. A test holds it against the schema.
 */
function validator(): ValidateFunction {
  return (compiled ??= createRequire(import.meta.url)('../../../schemas/compose/validate.cjs') as ValidateFunction);
}

/** One finding of the schema: the path of keys to the value, and what is wrong with it. */
export interface SchemaProblem {
  readonly path: readonly string[];
  /** The key under `path` that the specification does not know, where that is what is wrong. */
  readonly key?: string;
  readonly message: string;
}

/** Checks a Compose document, and an overlay likewise: the specification requires no key. */
export function checkComposeSchema(document: object): SchemaProblem[] {
  const plain = untag(document);
  const validate = validator();
  if (validate(plain)) return [];
  return mostSpecific(validate.errors ?? []).map((error) => ({
    path: error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
    ...(error.keyword === 'additionalProperties' && { key: String(error.params.additionalProperty) }),
    message: explain(error),
  }));
}

/** An error inside a `oneOf` comes with one for every other branch: keep what lies deepest on each path. */
function mostSpecific(errors: readonly ErrorObject[]): ErrorObject[] {
  const isChoice = ({ keyword }: ErrorObject) => keyword === 'oneOf' || keyword === 'anyOf';
  const choices = errors.filter(isChoice).map(({ instancePath }) => instancePath);
  const real = errors.filter((error) => !isChoice(error));
  const kept = real.filter(({ instancePath, keyword }) => {
    if (!choices.some((path) => instancePath === path || instancePath.startsWith(`${path}/`))) return true;
    return !real.some(
      (other) =>
        other.instancePath.startsWith(`${instancePath}/`) ||
        (keyword === 'type' && other.keyword !== 'type' && other.instancePath === instancePath),
    );
  });
  const byPath = new Map<string, ErrorObject>();
  for (const error of kept) {
    const key =
      error.keyword === 'additionalProperties'
        ? `${error.instancePath} ${String(error.params.additionalProperty)}`
        : error.instancePath;
    const seen = byPath.get(key);
    if (!seen || (seen.keyword === 'type' && error.keyword !== 'type')) byPath.set(key, error);
    else if (seen.keyword === 'type' && error.keyword === 'type' && seen.params.type !== error.params.type) {
      byPath.set(key, { ...seen, params: { type: `${String(seen.params.type)} or ${String(error.params.type)}` } });
    }
  }
  return [...byPath.values()];
}

function explain(error: ErrorObject): string {
  switch (error.keyword) {
    case 'additionalProperties':
      return `${show(error.params.additionalProperty)} is no key of the Compose specification here`;
    case 'type':
      return `must be ${[error.params.type].flat().join(' or ')}`;
    case 'enum':
      return `must be one of ${(error.params.allowedValues as unknown[]).map(show).join(', ')}`;
    default:
      return error.message ?? 'does not fit the Compose specification';
  }
}

/** `value` without tags: itself, where nothing in it has one. */
function untag(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Tagged) return untag(value.value);
  let copy: Record<string, unknown> | unknown[] | undefined;
  for (const key of Object.keys(value)) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    const plain = untag(item);
    if (plain === item) continue;
    copy ??= Array.isArray(value) ? [...(value as unknown[])] : { ...value };
    (copy as Record<string, unknown>)[key] = plain;
  }
  return copy ?? value;
}
