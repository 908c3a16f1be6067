import { type NginxDirective, parseNginx, unquote } from '../../model/nginx-directive.js';

/** What the proxy's own pages say against what they would inherit (nginx: "inherited from the previous configuration level"). */
const OPENINGS: readonly (readonly [inherited: readonly string[], opening: string])[] = [
  [['allow', 'deny'], 'allow all;'],
  [['auth_basic'], 'auth_basic off;'],
  [['auth_request'], 'auth_request off;'],
];

/**
 * What lets Prometheus in where directives of the `http` block, which every server inherits, would keep it out. Pages that are
 * answered by `return`, such as `/nginx-health`, need nothing: nginx answers them before it asks who comes.
 */
export function openings(http: readonly NginxDirective[]): NginxDirective[] {
  const said = new Set(http.map(({ words: [name = ''] }) => name));
  return OPENINGS.filter(([inherited]) => inherited.some((name) => said.has(name))).flatMap(([, text]) =>
    parseNginx(text),
  );
}

/** What may refuse a client, or lead it elsewhere, also one that has done nothing wrong: a probe may be such a one. */
const REFUSING = ['allow', 'deny', 'satisfy', 'if', 'return', 'ssl_verify_client', 'valid_referers'];

/**
 * Whether directives of the user's own may answer a request for `page` with less than a success, by who asks or in which way:
 * those of a route, or of the server and http blocks around it.
 */
export function refuses(directives: readonly NginxDirective[], page: string): boolean {
  return directives.some(({ words: [name = '', ...values], block = [] }) => {
    if (REFUSING.includes(name) || name.startsWith('auth_')) return values[0] !== 'off';
    if (name === 'location') return takes(values, page) && refuses(block, page);
    return name === 'limit_except' && refuses(block, page);
  });
}

/** Whether a location of the user's own may stand before the route. What its expression fits is nginx's to say. */
function takes(words: readonly string[], page: string): boolean {
  // nginx takes "=/a" for "= /a".
  const [, how, path = ''] = /^(=|~|\^~)?([^]*)$/.exec(words.map(unquote).join('')) ?? [];
  if (how === '~') return true;
  return how === '=' ? path === page : page.startsWith(path);
}
