import { type NginxDirective, parseNginx } from '../../model/nginx-directive.js';

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
