import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import { type NginxDirective, parseNginx, unquote } from '../../model/nginx-directive.js';
import { IGNORED, keeps, needsBeside, PROPS, PROPS_EVERYWHERE, REPLACING } from './directive-rules.js';

type Level = 'http' | 'server' | 'route';
type Fail = (problem: string, fix: string) => NexusError;

/** A text of the user's own, read. */
export interface OwnDirective {
  readonly directive: NginxDirective;
  /** Makes an error about it. */
  readonly fail: Fail;
}

/** Says what to use for a header that the proxy sends itself; `undefined` for any other. */
export type Taken = (directive: 'add_header' | 'proxy_set_header', header: string) => string | undefined;

/** Blocks with directives in them; of others the lines are data. */
const CODE = ['location', 'if', 'limit_except'];
/** Blocks of data that may be read from a file. */
const DATA = ['geo', 'map', 'split_clients', 'types'];

/**
 * Directives of the user's own, read by nginx's rules, so that each is one and ends where it should.
 *
 * @throws NexusError if a text is not one directive, says what a prop says, or would undo what the proxy says
 */
export function readDirectives(
  what: string,
  level: Level,
  texts: readonly string[],
  place: NexusErrorProps,
  taken: Taken,
): readonly OwnDirective[] {
  return texts.map((text) => {
    const fail: Fail = (problem, fix) => new NexusError(`${what} ${show(text)} ${problem}`, { ...place, fix });
    const example = 'Write one directive, as nginx has it: "proxy_cookie_flags ~ secure;"';
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw fail('has a control character', example);
    const directives = read(text, (problem) => fail(problem, example));
    const [directive] = directives;
    if (!directive || directives.length > 1) throw fail(`has ${directives.length} directives, not one`, example);
    check(directive, { level, nested: false, beside: directives, taken, fail });
    return { directive, fail };
  });
}

function read(text: string, fail: (problem: string) => NexusError): NginxDirective[] {
  try {
    return parseNginx(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw fail(`is not a directive of nginx: ${error.message}`);
  }
}

interface Inside {
  readonly level: Level;
  /** In a block of the user's own. */
  readonly nested: boolean;
  /** Directives of its block, and of those around it. */
  readonly beside: readonly NginxDirective[];
  readonly taken: Taken;
  readonly fail: Fail;
}

function check({ words, block = [] }: NginxDirective, inside: Inside): void {
  const { level, nested, fail } = inside;
  const [name = '', ...quoted] = words;
  const values = quoted.map(unquote);
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw fail(`begins with ${show(name)}, which no directive of nginx is called`, 'Correct it');
  if (name === 'load_module') throw fail('needs a module that the image lacks', 'Leave it out');
  const prop = PROPS[name];
  if (prop && (!nested || PROPS_EVERYWHERE.includes(name)))
    throw fail(`says what the prop "${prop}" says`, `Use ${prop}`);
  checkKept(name, values, inside);
  if (level === 'http' && name === 'server')
    throw fail('is a server of its own, on ports that are not published', 'Make it a ReverseProxy or a service');
  if (REPLACING.includes(name) && (nested || level !== 'server'))
    throw fail(
      !nested && level === 'http'
        ? `has no effect: the server says ${name} itself`
        : `would remove every ${name} of the server`,
      'Put it in nginx: { server: […] } of the proxy; a variable that is empty elsewhere says where it is meant',
    );
  if (name === 'add_header' || name === 'proxy_set_header') {
    const fix = inside.taken(name, (values[0] ?? '').toLowerCase());
    if (fix !== undefined) throw fail(`would send ${values[0] ?? ''} twice: the proxy says it itself`, fix);
  }
  if (name === 'proxy_ignore_headers' && !IGNORED.every((header) => has(values, header)))
    throw fail('would let services change how they are proxied', `Add to it: ${IGNORED.join(' ')}`);
  if (CODE.includes(name))
    for (const inner of block) check(inner, { ...inside, nested: true, beside: [...inside.beside, ...block] });
}

/** The proxy's memory is counted for what passes through, not for what stays. */
function checkKept(name: string, values: readonly string[], { nested, beside, fail }: Inside): void {
  if (keeps(name, values[0] ?? ''))
    throw fail(
      name.endsWith('request_buffering') || name.startsWith('client_body')
        ? 'would keep bodies in files, of which /tmp holds few'
        : 'would keep answers in files, of which /tmp holds few',
      nested && name === 'proxy_request_buffering'
        ? "Make it a route: routes: { '/path': { service, requestBuffering: true } }, which counts them"
        : 'Leave it out',
    );
  const lacking = needsBeside(name).filter(
    (needed) => !beside.some(({ words }) => words[0] === needed && unquote(words[1]) === 'off'),
  );
  if (lacking.length > 0)
    throw fail(
      `has a ${name} that would keep bodies and answers in files, of which /tmp holds few`,
      `Write beside it: ${lacking.map((needed) => `${needed} off;`).join(' ')}`,
    );
}

function has(values: readonly string[], header: string): boolean {
  return values.some((value) => value.toLowerCase() === header.toLowerCase());
}

/** A directive and those in its blocks, also the lines of data that name a file. */
export function* everyDirective(directive: NginxDirective): Generator<NginxDirective> {
  yield directive;
  const [name = ''] = directive.words;
  for (const inner of directive.block ?? []) {
    if (!DATA.includes(name)) yield* everyDirective(inner);
    else if (inner.words[0] === 'include') yield inner;
  }
}
