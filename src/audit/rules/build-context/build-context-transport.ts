import { serviceRule } from '../../rule.js';
import { itemsOf, textOf, type ComposeNode } from '../../../read/compose/node.js';

export const buildContextTransport = serviceRule({
  id: 'build-context-transport',
  title: 'Sources of a build are fetched over a safe transport',
  severity: 'medium',
  theme: 'build-context',
  rationale: 'Who stands between the builder and an `http:` or `git:` address decides what is built.',
  remedy: 'Use `https://` or `ssh://`, with a commit behind `#`.',
  example: ['build:', '  context: https://github.com/acme/app.git#4f2d1c0'].join('\n'),
  references: { nist: ['4.2.1'], owasp: ['RULE #13'] },
  checkService(service, report) {
    const contexts = [
      service.get('build', 'context') ?? service.get('build'),
      ...valuesOf(service.get('build', 'additional_contexts')),
    ];
    for (const context of contexts) {
      const text = textOf(context) ?? '';
      const url = text.replace(/^[\w.-]+=/, '');
      if (context && /^(?:http|git):\/\//i.test(url))
        report(context, `the build of ${service.name} fetches ${url} unprotected`);
    }
  },
});

function valuesOf(node: ComposeNode | undefined): readonly ComposeNode[] {
  return node?.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : itemsOf(node);
}
