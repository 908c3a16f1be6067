import type { Origin } from '../../model/origin.js';
import { pathKey, type Provenance, type Provenances } from '../../model/provenance.js';

/**
 * Collects the provenance of a model object while it is made. Values pass through it: what a prop gave is noted as that
 * prop, what it did not as the default, so that describing an object and saying where it comes from is one line.
 */
export class Recorder {
  private readonly map = new Map<string, Provenance>();

  public constructor(private readonly origin: Origin) {}

  public get provenances(): Provenances {
    return this.map;
  }

  public note(provenance: Provenance, ...path: readonly string[]): void {
    this.map.set(pathKey(...path), provenance);
  }

  /** `given` if there is one, else `fallback`, and notes which. */
  public choose<T>(path: string, given: T | undefined, fallback: T, otherwise: Provenance): T {
    this.map.set(path, given === undefined ? otherwise : this.prop(path));
    return given ?? fallback;
  }

  /** `value` as the construct's kind has it, whatever is declared. */
  public rule<T>(path: string, value: T, reason: string, source?: string): T {
    this.map.set(path, { by: 'rule', reason, ...(source !== undefined && { source }) });
    return value;
  }

  public prop(name: string): Provenance {
    return { by: 'prop', name, origin: this.origin };
  }
}

/** Nobody said otherwise. */
export function byDefault(reason: string, source?: string): Provenance {
  return { by: 'default', reason, ...(source !== undefined && { source }) };
}
