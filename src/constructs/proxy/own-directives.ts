import { NexusError, type NexusErrorProps, show } from '../../model/errors.js';
import { type NginxDirective, parseNginx } from '../../model/nginx-directive.js';

type Level = 'http' | 'server' | 'route';

/** Files that are not mounted, modules that the image lacks. */
const NOWHERE = ['include', 'load_module'];
/**
 * A directive of one of these kinds on a level removes those of the levels above it, instead of adding to them (nginx,
 * "These directives are inherited from the previous configuration level if and only if …").
 */
const REPLACING = ['add_header', 'add_trailer', 'proxy_set_header', 'proxy_hide_header', 'proxy_pass_header'];
/** What a prop says. */
const PROPS: Readonly<Record<string, string>> = {
  listen: 'publish',
  server_name: 'serverNames',
  client_max_body_size: 'maxBodySize',
  proxy_request_buffering: 'requestBuffering',
  large_client_header_buffers: 'maxRequestHeaderSize',
  proxy_buffer_size: 'maxResponseHeaderSize',
  keepalive_timeout: 'keepAlive',
  underscores_in_headers: 'underscoresInHeaders',
  set_real_ip_from: 'trustedProxies',
  real_ip_header: 'clientAddressHeader',
  ssl_certificate: 'tls',
  ssl_certificate_key: 'tls',
  limit_req: 'rateLimit',
  proxy_pass: 'routes',
  proxy_read_timeout: 'timeout',
  proxy_send_timeout: 'timeout',
};
/** nginx would keep what it passes on in a file, of which the memory holds few. */
const FILES = [
  'proxy_buffering',
  'proxy_max_temp_file_size',
  'proxy_store',
  'proxy_cache_path',
  'client_body_in_file_only',
];

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
): readonly NginxDirective[] {
  return texts.map((text) => {
    const fail = (problem: string, fix: string): NexusError =>
      new NexusError(`${what} ${show(text)} ${problem}`, { ...place, fix });
    const example = 'Write one directive, as nginx has it: "proxy_cookie_flags ~ secure;"';
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw fail('has a control character', example);
    const directives = read(text, (problem) => fail(problem, example));
    const [directive] = directives;
    if (!directive || directives.length > 1) throw fail(`has ${directives.length} directives, not one`, example);
    check(directive, level, level, fail);
    return directive;
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

function check(
  { words, block }: NginxDirective,
  level: Level,
  inside: string,
  fail: (problem: string, fix: string) => NexusError,
): void {
  const [name = ''] = words;
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw fail(`begins with ${show(name)}, which no directive of nginx is called`, 'Correct it');
  if (NOWHERE.includes(name)) throw fail(`reads a file that the container has not`, 'Write what it says in its place');
  const nested = inside !== level;
  const prop = PROPS[name];
  if (!nested) {
    if (prop) throw fail(`says what the prop "${prop}" says`, `Use ${prop}`);
    if (FILES.includes(name)) throw fail('would keep answers in files, of which /tmp holds few', 'Leave it out');
    if (level === 'http' && name === 'server')
      throw fail('is a server of its own, on ports that are not published', 'Make it a ReverseProxy or a service');
  }
  if (REPLACING.includes(name) && (nested || level !== 'server'))
    throw fail(
      !nested && level === 'http'
        ? `has no effect: the server says ${name} itself`
        : `would remove every ${name} of the server`,
      'Put it in nginx: { server: […] } of the proxy; a variable that is empty elsewhere says where it is meant',
    );
  if (['location', 'if', 'limit_except'].includes(name))
    for (const inner of block ?? []) check(inner, level, name, fail);
}
