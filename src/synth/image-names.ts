import { formatProblem } from '../model/errors.js';
import { familiarName, nameInRegistry, withoutTag } from '../model/image-registry.js';
import type { PlatformModel } from '../model/platform-model.js';
import type { Workload, WorkloadImage } from '../model/workload.js';

interface Built {
  readonly model: PlatformModel;
  readonly workload: Workload;
  readonly image: Extract<WorkloadImage, { kind: 'build' }>;
  /** As Docker writes it, without a tag. */
  readonly name: string;
}

function builtBy(model: PlatformModel): Built[] {
  return model.workloads.flatMap((workload) => {
    const { image } = workload;
    if (image.kind !== 'build') return [];
    const name = model.registry === undefined ? image.name : nameInRegistry(model.registry, image.name);
    return [{ model, workload, image, name: familiarName(name) }];
  });
}

/**
 * Different images with one name: whichever is built last replaces the other, on a host as in the registry. The later one
 * says it.
 *
 * Names of platforms are unique, but Docker Hub has folders of one level: `crm-api` of `shop` and `api` of `shop-crm` are both
 * `shop-crm-api` there. In one platform a stage has its own name: `crm-migrate`.
 */
export function imageProblems(models: readonly PlatformModel[]): string[] {
  const first = new Map<string, Built>();
  return models.flatMap(builtBy).flatMap((built) => {
    const other = first.get(built.name);
    if (!other) first.set(built.name, built);
    if (!other || isSame(other, built)) return [];
    const { path, location } = built.workload.origin;
    const elsewhere = other.workload.origin.location.resolve();
    const fix =
      other.model === built.model
        ? `Rename ${built.workload.name} or ${other.workload.name}`
        : `Rename ${built.workload.name} or ${other.workload.name}, or give one of the platforms another "registry"`;
    return [
      formatProblem(
        `image ${built.name} is the name of what is built for ${other.workload.origin.path}, too${elsewhere ? ` (${elsewhere})` : ''}`,
        { path, location, fix },
      ),
    ];
  });
}

/** Whether two workloads run one image. */
function isSame(a: Built, b: Built): boolean {
  return (
    a.model === b.model &&
    a.image.context === b.image.context &&
    a.image.dockerfile === b.image.dockerfile &&
    a.image.target === b.image.target
  );
}

/** What a person should know of images that are called like one that another platform builds. */
export function imageWarnings(models: readonly PlatformModel[]): string[] {
  return models.flatMap((model) => {
    const others = models.filter((other) => other !== model).flatMap(builtBy);
    return model.workloads.flatMap(({ name, image }) => {
      if (image.kind === 'build') return [];
      const builder = others.find((other) => other.image.name === familiarName(withoutTag(image.reference)));
      if (!builder) return [];
      const fix =
        builder.model.registry === undefined
          ? `Give ${builder.model.name} a "registry", push it, and name the image as it is called there`
          : `What ${builder.model.name} pushes is called ${builder.name}`;
      return [
        `${model.name}: image ${image.reference} of ${name} is called like the one that platform ${builder.model.name} builds, and comes from Docker Hub, where that name may be somebody else's. ${fix}`,
      ];
    });
  });
}
