import { isScratch } from '../../../read/dockerfile/base.js';
import { lastOf } from '../../../read/dockerfile/document.js';
import { dockerfileRule } from '../../rule.js';
import { hasUser, runsAsRoot } from './lib/user-name.js';

/** Tools that look for a USER anywhere in the file are content with that of a stage which is thrown away. */
export const userMissingInFinalStage = dockerfileRule({
  id: 'user-missing-in-final-stage',
  title: 'The last stage says which user it runs as',
  severity: 'high',
  theme: 'user',
  rationale: 'The USER of another stage stays there: what is built, and run, is the last one, and it runs as root.',
  remedy: 'Repeat the account and the USER in the last stage.',
  example: 'FROM node:24-slim\nCOPY --from=build /app /app\nUSER node',
  references: {
    cis: ['4.1'],
    owasp: ['RULE #2'],
    nist: ['4.1.2'],
    kics: ['Missing User Instruction'],
    dockle: ['CIS-DI-0001'],
  },
  check(dockerfile, report) {
    const { final } = dockerfile;
    if (!final?.from || !hasUser(dockerfile) || lastOf(final, 'USER') || isScratch(final) || !runsAsRoot(final)) return;
    report(final.from, 'the last stage has no USER, only another one has: the container runs as root');
  },
});
