import { createHash } from 'node:crypto';

/** @returns a checksum of the parts and of where each ends */
export function checksum(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\0`).update(part);
  return hash.digest('base64url');
}
