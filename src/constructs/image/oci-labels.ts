import { Instruction } from '../../model/dockerfile.js';
import type { Probe } from '../../model/workload.js';
import type { ImageSubject } from './dockerfile-base.js';

/** Labels that say what an image is (OCI image specification, "Pre-Defined Annotation Keys"). */
export function ociLabels(
  subject: Pick<ImageSubject, 'platform' | 'name' | 'description'>,
  base: string,
): Record<string, string> {
  return {
    'org.opencontainers.image.title': `${subject.platform}/${subject.name}`,
    ...(subject.description && { 'org.opencontainers.image.description': subject.description }),
    'org.opencontainers.image.base.name': base,
  };
}

/** The image's own health check, for those who run it without Compose. */
export function healthcheck(probe: Probe | undefined): Instruction[] {
  if (!probe) return [];
  const { test, interval, timeout, startPeriod, startInterval, retries } = probe;
  return [
    Instruction.healthcheck({
      test,
      interval: `${interval}`,
      timeout: `${timeout}`,
      startPeriod: `${startPeriod}`,
      startInterval: `${startInterval}`,
      retries,
    }),
  ];
}
