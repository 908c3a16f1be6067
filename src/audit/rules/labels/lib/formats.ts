import { SPDX_IDS } from './spdx-ids.js';

/** Whether a text is a URI with a scheme and something behind it (RFC 3986). */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

/** A version as semver.org has it, without the `v` in front. */
const NUMBER = '(?:0|[1-9]\\d*)';
const PRE = `(?:${NUMBER}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const SEMVER = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${PRE}(?:\\.${PRE})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

export function isSemver(text: string): boolean {
  return SEMVER.test(text);
}

/** A date with its time and zone (RFC 3339). */
export function isRfc3339(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second <= 60;
}

/** A commit, in short or whole: SHA-1 or SHA-256. */
export function isGitHash(text: string): boolean {
  return /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/.test(text);
}

/** An address as mail programs take it; quoted names and bare numbers of hosts are left out. */
export function isEmail(text: string): boolean {
  return (
    /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i.test(
      text,
    ) && !/^\.|\.\.|\.@/.test(text)
  );
}

/** A licence of the SPDX list, or an expression of several: `MIT OR Apache-2.0 WITH LLVM-exception`. */
export function isSpdx(text: string): boolean {
  const parts = text
    .trim()
    .replace(/[()]/g, ' ')
    .trim()
    .split(/\s+(?:AND|OR)\s+/);
  return parts.every((part) => {
    const [licence = '', , exception] = part.trim().split(/\s+(WITH)\s+/);
    const known =
      SPDX_IDS.has(licence.replace(/\+$/, '')) || /^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(licence);
    return known && (exception === undefined || /^[\w.-]+$/.test(exception));
  });
}
