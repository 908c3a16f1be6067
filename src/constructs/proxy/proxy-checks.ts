import { domainToASCII } from 'node:url';
import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import type { MemorySize } from '../../model/memory-size.js';
import { checkOneLine } from '../../model/paths.js';
import { checkHttpPath } from '../../model/probe.js';
import { decodePath } from './nginx-routes.js';
import type { ReverseProxyProps, RouteOptions } from './proxy-props.js';
import { headerTexts } from './security-headers.js';

type Fail = (problem: string, fix?: string) => Error;
type Routes = readonly (readonly [path: string, options: RouteOptions])[];

/** What one value of a proxy shows beyond its type. @throws NexusError for the first that nginx would not take */
export function checkProxy(props: ReverseProxyProps, routes: Routes, place: NexusErrorProps): void {
  const fail: Fail = (problem, fix) => new NexusError(problem, { ...place, ...(fix && { fix }) });
  for (const [path, { internal = [] }] of routes) {
    checkPath('route', path, fail, place);
    for (const hidden of internal) checkPath('internal path', hidden, fail, place);
  }
  const paths = routes.map(([path]) => trimPath(decodePath(path)));
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw fail(`route ${show(twice)} is there twice`);
  checkNames(props.serverNames || [], fail);
  for (const limit of [props.rateLimit, ...routes.map(([, route]) => route.rateLimit)]) {
    if (typeof limit === 'number' && (!Number.isInteger(limit) || limit < 1))
      throw fail(`rate limit ${show(limit)} is not a whole number of 1 or more requests a second`);
  }
  for (const [path, { timeout }] of routes) {
    if (timeout && !Number.isInteger(timeout.toSeconds()))
      throw fail(`timeout ${timeout} of route ${show(path)} is not in whole seconds, that nginx counts in`);
    if (timeout?.toSeconds() === 0)
      throw fail(
        `timeout ${timeout} of route ${show(path)} gives the service no time to answer`,
        'Leave it out for 30 s; or give the longest silence that is right, as in Duration.minutes(10)',
      );
  }
  if (props.keepAlive && !Number.isInteger(props.keepAlive.toSeconds()))
    throw fail(`keepAlive ${props.keepAlive} is not in whole seconds, that nginx counts in`);
  checkBuffer('maxRequestHeaderSize', props.maxRequestHeaderSize, fail);
  checkBuffer('maxResponseHeaderSize', props.maxResponseHeaderSize, fail);
  for (const [header, text] of headerTexts(props)) {
    checkOneLine(header, text, place);
    if (text.trim() === '') throw fail(`${header} is empty`, `Write false to leave it to the services`);
  }
  const { addresses = ['0.0.0.0'], https } = props.publish ?? {};
  if (https !== undefined && !props.tls.certificate)
    throw fail(
      `publish.https ${https} has no effect: TLS ends before this proxy`,
      'Remove it, and name the port of plain HTTP, publish: { http: 80 }; or write tls: Tls.fromSecrets(…)',
    );
  if (addresses.length === 0)
    throw fail('it is published on no address', 'Leave "addresses" out for every IPv4 address');
}

function checkPath(what: string, path: string, fail: Fail, place: NexusErrorProps): void {
  checkHttpPath(what, path, place);
  let decoded: string;
  try {
    decoded = decodePath(path);
  } catch {
    throw fail(`${what} ${show(path)} has a "%" without a character`, 'Write encodeURI("/path")');
  }
  // nginx compares paths without repeated slashes and dot segments: such a one is never found.
  if (/\/\/|\/\.\.?(?:\/|$)/.test(decoded) || decoded.split('/').length !== path.split('/').length)
    throw fail(`${what} ${show(path)} would never be found: no request has "//", "/./" or an encoded slash there`);
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f$]/.test(decoded))
    throw fail(`${what} ${show(path)} has an encoded control character or "$", that nginx can't compare with`);
}

const HOST_NAME = /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

/** What nginx compares with: the name alone, as in a certificate. */
function meantName(name: string): string {
  const [, star = '', host = ''] = /^(?:[a-z]+:\/\/)?(\*\.)?([^/:]*)/i.exec(name) ?? [];
  const ascii = `${star}${domainToASCII(host)}`;
  return HOST_NAME.test(ascii) ? `Write ${show(ascii)}` : 'Write it like "shop.example.org" or "*.shop.example.org"';
}

function checkNames(names: readonly string[], fail: Fail): void {
  for (const name of names) {
    if (!HOST_NAME.test(name)) throw fail(`server name ${show(name)} is not a host name`, meantName(name));
    if (name.length > 253 || name.split('.').some((label) => label.length > 63))
      throw fail(`server name ${show(name)} is longer than a name can be: 253 characters, and 63 between two dots`);
  }
  const lower = names.map((name) => name.toLowerCase());
  const twice = lower.find((name, i) => lower.indexOf(name) !== i);
  if (twice !== undefined) throw fail(`server name ${show(twice)} is there twice`);
}

function checkBuffer(prop: string, size: MemorySize | undefined, fail: Fail): void {
  const bytes = size?.toBytes() ?? 4096;
  if (bytes % 1024 !== 0 || bytes < 4096 || bytes > 1024 ** 2)
    throw fail(
      `${prop} ${String(size)} is not in whole kibibytes from 4 to 1024`,
      `Write ${prop}: MemorySize.kibibytes(32)`,
    );
}

export function trimPath(path: string): string {
  return path.replace(/\/+$/, '');
}
