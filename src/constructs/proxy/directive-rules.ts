/** What nginx passes on by other protocols, each with buffers and files like those of `proxy_pass`. */
const FILE_KEEPERS = ['fastcgi', 'uwsgi', 'scgi'];

/**
 * A directive of one of these kinds on a level removes those of the levels above it, instead of adding to them (nginx,
 * "These directives are inherited from the previous configuration level if and only if …").
 */
export const REPLACING = ['add_header', 'add_trailer', 'proxy_set_header', 'proxy_hide_header', 'proxy_pass_header'];

/** What a prop says. */
export const PROPS: Readonly<Record<string, string>> = {
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
  real_ip_recursive: 'trustedProxies',
  ssl_certificate: 'tls',
  ssl_certificate_key: 'tls',
  limit_req: 'rateLimit',
  proxy_pass: 'routes',
  proxy_read_timeout: 'timeout',
  proxy_send_timeout: 'timeout',
  ...Object.fromEntries([...FILE_KEEPERS, 'grpc'].map((kind) => [`${kind}_pass`, 'routes'])),
};

/** Of these, what holds for a location of the user's own, too: who is believed, and what a connection costs. */
export const PROPS_EVERYWHERE = ['set_real_ip_from', 'real_ip_header', 'real_ip_recursive', 'proxy_buffer_size'];

/** The one value that keeps nothing in files or memory that is not counted; `undefined`: none. */
const KEEPING: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ['client_body_in_file_only', 'off'],
  ...['proxy', ...FILE_KEEPERS].flatMap((kind): [string, string | undefined][] => [
    [`${kind}_buffering`, 'off'],
    [`${kind}_request_buffering`, 'off'],
    [`${kind}_max_temp_file_size`, '0'],
    [`${kind}_store`, 'off'],
    [`${kind}_cache`, 'off'],
    [`${kind}_cache_path`, undefined],
  ]),
]);

/** Whether nginx would keep bodies or answers, of which files and memory hold few. */
export function keeps(name: string, value: string): boolean {
  return KEEPING.has(name) && KEEPING.get(name) !== value;
}

/** `fastcgi_pass` → what must stand beside it, so that nothing is kept; of `proxy_pass` the proxy says it itself. */
export function needsBeside(name: string): readonly string[] {
  const kind = FILE_KEEPERS.find((one) => name === `${one}_pass`);
  return kind === undefined ? [] : [`${kind}_request_buffering`, `${kind}_buffering`];
}

/** What a service may not say by headers, apart from what a location of the user's own ignores besides. */
export const IGNORED = [
  'X-Accel-Redirect',
  'X-Accel-Expires',
  'X-Accel-Limit-Rate',
  'X-Accel-Buffering',
  'X-Accel-Charset',
];

const SSL_FILES = ['certificate', 'certificate_key', 'trusted_certificate', 'crl', 'password_file'];
/** What nginx reads, a file or a folder. */
const READS = [
  'include',
  'root',
  'alias',
  'auth_basic_user_file',
  'ssl_client_certificate',
  'ssl_trusted_certificate',
  'ssl_crl',
  'ssl_dhparam',
  'ssl_password_file',
  'ssl_session_ticket_key',
  'ssl_stapling_file',
  ...['proxy', 'grpc', 'uwsgi'].flatMap((kind) => SSL_FILES.map((file) => `${kind}_ssl_${file}`)),
];
const TEMPORARY = ['client_body', 'proxy', ...FILE_KEEPERS].map((kind) => `${kind}_temp_path`);
const LOGS = ['access_log', 'error_log'];

/** Of the image: certificates of authorities, pages, and what nginx brings. */
const IMAGE_FOLDERS = ['/etc/ssl/', '/usr/share/', '/dev/'];
const IMAGE_FILES = ['mime.types', 'fastcgi_params', 'fastcgi.conf', 'uwsgi_params', 'scgi_params'];

/** A file that a directive names, absolute. */
export interface NamedFile {
  readonly how: 'read' | 'log' | 'folder';
  readonly path: string;
}

/** The file that a directive needs; `undefined` where it needs none, or one that a variable names. */
export function fileOf(name: string, value: string): NamedFile | undefined {
  const how = READS.includes(name)
    ? 'read'
    : LOGS.includes(name)
      ? 'log'
      : TEMPORARY.includes(name)
        ? 'folder'
        : undefined;
  if (how === undefined || value === '' || value.includes('$')) return undefined;
  // `engine:…`, `data:…`, `syslog:server=…`.
  if (/^[a-z]+:/.test(value) || (how === 'log' && ['off', 'stderr', 'memory'].includes(value))) return undefined;
  const path = value.startsWith('/') ? value : `/etc/nginx/${value}`;
  return isOfImage(path) ? undefined : { how, path };
}

function isOfImage(path: string): boolean {
  if (path.split('/').includes('..')) return false;
  return (
    IMAGE_FILES.some((file) => path === `/etc/nginx/${file}`) || IMAGE_FOLDERS.some((folder) => path.startsWith(folder))
  );
}
