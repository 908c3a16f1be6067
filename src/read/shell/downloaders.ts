import type { OptionSpec } from './options.js';

/** Options of curl with a value. */
export const CURL: OptionSpec = {
  short: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz',
  long: [
    ...['abstract-unix-socket', 'aws-sigv4', 'cacert', 'capath', 'cert', 'cert-type', 'ciphers', 'config'],
    ...['connect-timeout', 'connect-to', 'continue-at', 'cookie', 'cookie-jar', 'create-file-mode', 'crlfile', 'data'],
    ...['data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'dns-servers', 'doh-url', 'dump-header', 'engine'],
    ...['etag-compare', 'etag-save', 'form', 'form-string', 'ftp-port', 'header', 'hostpubsha256', 'interface', 'json'],
    ...['keepalive-time', 'key', 'key-type', 'limit-rate', 'local-port', 'max-filesize', 'max-redirs', 'max-time'],
    ...['netrc-file', 'noproxy', 'oauth2-bearer', 'output', 'output-dir', 'parallel-max', 'pass', 'pinnedpubkey'],
    ...['preproxy', 'proto', 'proto-default', 'proto-redir', 'proxy', 'proxy-cacert', 'proxy-header', 'proxy-user'],
    ...['quote', 'range', 'rate', 'referer', 'request', 'request-target', 'resolve', 'retry', 'retry-delay'],
    ...['retry-max-time', 'socks5', 'socks5-hostname', 'speed-limit', 'speed-time', 'stderr', 'time-cond', 'tls-max'],
    ...['tls13-ciphers', 'trace', 'trace-ascii', 'unix-socket', 'upload-file', 'url', 'url-query', 'user'],
    ...['user-agent', 'variable', 'write-out'],
  ],
};

/** Options of wget with a value. `-n` is half of `-nv`, `-nc` and the like. */
export const WGET: OptionSpec = {
  short: 'oaeitOTwQPUlARDIXB',
  long: [
    ...['output-file', 'append-output', 'execute', 'input-file', 'tries', 'output-document', 'timeout', 'dns-timeout'],
    ...['connect-timeout', 'read-timeout', 'wait', 'waitretry', 'quota', 'directory-prefix', 'user-agent', 'level'],
    ...['accept', 'reject', 'domains', 'header', 'user', 'password', 'http-user', 'http-password', 'post-data'],
    ...[
      'post-file',
      'method',
      'body-data',
      'body-file',
      'ca-certificate',
      'ca-directory',
      'certificate',
      'private-key',
    ],
    ...[
      'referer',
      'load-cookies',
      'save-cookies',
      'limit-rate',
      'max-redirect',
      'progress',
      'secure-protocol',
      'config',
    ],
    ...['base', 'cut-dirs', 'include-directories', 'exclude-directories', 'bind-address', 'proxy-user'],
    ...['proxy-password', 'start-pos', 'restrict-file-names', 'prefer-family', 'retry-on-http-error', 'compression'],
  ],
};
