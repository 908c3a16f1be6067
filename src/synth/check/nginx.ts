import { library } from '../../model/library.js';
import { type NginxDirective, parseNginx } from '../../model/nginx-directive.js';

const nginxConf = library('nginx-conf');

/** What always has a block. A `;` or a brace in a word without quotes ends the directive before it. */
const BLOCKS = ['events', 'geo', 'http', 'if', 'limit_except', 'location', 'map', 'server', 'split_clients', 'types'];
/** Blocks whose lines are data. */
const DATA = ['geo', 'map', 'split_clients', 'types'];
/** What nginx takes only once in a block: of the generated files, and what people add to them. */
const ONCE = [
  'absolute_redirect',
  'client_body_timeout',
  'client_header_timeout',
  'client_max_body_size',
  'default_type',
  'gzip',
  'gzip_types',
  'gzip_vary',
  'http2',
  'keepalive_timeout',
  'large_client_header_buffers',
  'limit_req_status',
  'proxy_buffer_size',
  'proxy_buffering',
  'proxy_buffers',
  'proxy_connect_timeout',
  'proxy_http_version',
  'proxy_next_upstream',
  'proxy_pass',
  'proxy_read_timeout',
  'proxy_request_buffering',
  'proxy_send_timeout',
  'real_ip_header',
  'reset_timedout_connection',
  'resolver',
  'resolver_timeout',
  'sendfile',
  'server_tokens',
  'ssl_ciphers',
  'ssl_prefer_server_ciphers',
  'ssl_protocols',
  'ssl_session_cache',
  'ssl_session_tickets',
  'ssl_session_timeout',
  'tcp_nodelay',
  'try_files',
  'types_hash_max_size',
  'underscores_in_headers',
  'worker_connections',
  'worker_processes',
];

/** @returns what nginx's grammar (directives, blocks, quotes) and its rule of once-only directives find wrong, or `undefined` */
export function checkNginx(text: string): string | undefined {
  let problem: string | undefined;
  try {
    problem = wrongIn(parseNginx(text), 'the file');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problem = error.message;
  }
  if (problem) return problem;
  // Somebody else's reading of the same grammar.
  new (nginxConf().NginxParser)().parse(text, (error) => {
    if (error) problem = error.message;
  });
  return problem;
}

function wrongIn(directives: readonly NginxDirective[], where: string): string | undefined {
  const seen = new Set<string>();
  for (const { words, block } of directives) {
    const [name = ''] = words;
    const said = words.join(' ');
    if (BLOCKS.includes(name) && !block && !(name === 'server' && where.startsWith('"upstream')))
      return `"${said}" in ${where} has no block`;
    if (ONCE.includes(name) && seen.has(name)) return `"${name}" is in ${where} twice`;
    // A location, or a variable, of one name.
    if (['location', 'map'].includes(name) && seen.has(said)) return `"${said}" is in ${where} twice`;
    seen.add(name).add(said);
    const inner = block && !DATA.includes(name) ? wrongIn(block, `"${said}"`) : undefined;
    if (inner) return inner;
  }
  return undefined;
}
