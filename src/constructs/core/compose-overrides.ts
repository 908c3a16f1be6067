import { NexusError, show } from '../../model/errors.js';
import type { Override } from '../../model/platform-model.js';
import { checkValue, dataWith, either, like, list, text as string } from '../../model/shape/index.js';
import { SourceLocation } from '../../model/source-location.js';
import { ordered } from './override-order.js';
import { readOverride } from './override-variables.js';
import { PUBLIC_VALUE } from './variable.js';
import type { PlatformScope } from './scope.js';

/** Compose's own words, and answers to the secret check. */
const OVERRIDE_VALUE = dataWith(PUBLIC_VALUE.is);
const OVERRIDE_PATH = like(either(string, list(string)), '"services.crm.ulimits.nofile"');

/**
 * Changes to the finished Compose document, for what the constructs have no word for. They are applied last, and the
 * result is checked against the Compose specification's schema. Of two overrides of one place, or of a place within the
 * other's, the later call wins; otherwise the order of the calls makes no difference.
 *
 * Texts are Compose's own: `${VARIABLE}` is interpolated, `$$` is a dollar sign.
 */
export class ComposeOverrides {
  private readonly list: Override[] = [];

  public constructor(private readonly platform: PlatformScope) {}

  /**
   * Sets one value.
   *
   * @param path keys joined by dots, `services.crm.ulimits.nofile`, or a list of keys where one has a dot in it
   * @param value a variable that looks like a secret may be a `PublicValue`, with its reason
   * @throws NexusError if the path is empty, or a variable looks like a secret; at synthesis, if it begins at something that is not there
   */
  public addOverride(path: string | readonly string[], value: unknown): void {
    if (value === undefined)
      throw new NexusError(`override ${show(String(path))} has no value`, {
        fix: 'To remove a key, call addDeletionOverride',
      });
    this.add(path, value);
  }

  /** Removes one key. */
  public addDeletionOverride(path: string | readonly string[]): void {
    this.add(path, undefined);
  }

  /** @internal */
  public toOverrides(): readonly Override[] {
    return ordered(this.list);
  }

  private add(path: string | readonly string[], value: unknown): void {
    checkValue('path', OVERRIDE_PATH, path, { path: this.platform.origin.path });
    const keys = typeof path === 'string' ? path.split('.') : [...path];
    if (
      keys.length === 0 ||
      keys.some((key) => key === '' || key === '__proto__' || key === 'constructor' || key === 'prototype')
    ) {
      throw new NexusError(`override path ${show(String(path))} has an empty or a reserved key`, {
        path: this.platform.origin.path,
        fix: 'Write it like "services.crm.ulimits.nofile"',
      });
    }
    const place = { path: this.platform.origin.path };
    const read = readOverride(keys, checkValue('value', OVERRIDE_VALUE, value, place), place);
    this.platform.registry.change(`override ${show(keys.join('.'))}`, this.platform.origin.path);
    this.platform.registry.push(this.list, {
      path: keys,
      ...read,
      origin: { path: this.platform.origin.path, location: SourceLocation.capture() },
    });
  }
}
