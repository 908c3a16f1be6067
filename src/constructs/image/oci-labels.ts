import { Instruction } from '../../model/dockerfile.js';
import { dockerTest, type HttpClient, type Probe } from '../../model/probe.js';
import type { ImageSubject } from './subject.js';

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
export function healthcheck(probe: Probe | undefined, client: HttpClient): Instruction[] {
  if (!probe) return [];
  const { check, interval, timeout, startPeriod, startInterval, retries } = probe;
  return [
    Instruction.healthcheck({
      test: dockerTest(check, client),
      interval: `${interval}`,
      timeout: `${timeout}`,
      startPeriod: `${startPeriod}`,
      startInterval: `${startInterval}`,
      retries,
    }),
  ];
}
