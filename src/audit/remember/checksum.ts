import { hash } from 'node:crypto';

/** @returns a checksum of the parts and of where each ends */
export function checksum(...parts: readonly string[]): string {
  return hash('sha256', parts.map((part) => `${part.length}\0${part}`).join(''), 'base64url');
}
