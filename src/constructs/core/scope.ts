import type { IConstruct } from 'constructs';
import type { Language } from '../../model/contribution.js';
import { NexusError, show } from '../../model/errors.js';
import type { Origin } from '../../model/origin.js';
import type { Phase } from '../../model/phase.js';
import type { PlatformDefaults } from './defaults.js';
import type { ImageCatalogue } from './image-catalogue.js';
import type { Sources } from './sources.js';
import type { Registry } from './registry.js';

/** What constructs know of the platform that they are part of. */
export interface PlatformScope extends IConstruct {
  readonly origin: Origin;
  readonly phase: Phase;
  /** Value of the label `environment` in production. */
  readonly environment: string;
  /** Of the texts that operators read. */
  readonly language: Language;
  readonly defaults: PlatformDefaults;
  readonly images: ImageCatalogue;
  /** @internal the sources of images, as they lie here */
  readonly sources: Sources;
  /** @internal what has been declared so far */
  readonly registry: Registry;
  /** `erp-nexus/crm`: the ids from the platform down, without the project's folder. */
  pathOf(construct: IConstruct): string;
  /** Accepts a finding of the audit about a construct. */
  acknowledge(rule: string, reason: string, about?: IConstruct): void;
}

const SYMBOL = Symbol.for('nexus-infra.NexusPlatform');

/** Marks `platform` as the end of the search in {@link scopeOf}. */
export function markAsPlatform(platform: PlatformScope): void {
  Object.defineProperty(platform, SYMBOL, { value: true });
}

/**
 * The platform that `construct` is part of.
 *
 * @throws NexusError if it is part of none
 */
export function scopeOf(construct: IConstruct): PlatformScope {
  const start = construct as IConstruct | undefined | null;
  if (typeof start?.node !== 'object')
    throw new NexusError(`${show(construct)} is not a construct`, {
      fix: 'Give a NexusPlatform, or a construct in one, as the scope',
    });
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    if (SYMBOL in scope) return scope as unknown as PlatformScope;
  }
  throw new NexusError(`${show(construct.node.id)} is not part of a platform`, {
    fix: 'Give a NexusPlatform, or a construct in one, as the scope',
  });
}
