import { dockerfileRule, instructionRule, serviceRule, type Rule, type RuleText } from '../../src/audit/rule.js';

const text = (rule: Pick<RuleText, 'id' | 'severity' | 'theme'> & Partial<RuleText>): RuleText => ({
  title: `The title of ${rule.id}`,
  rationale: `Why ${rule.id} matters.`,
  remedy: `What to do about ${rule.id}.`,
  example: `FROM scratch # ${rule.id}`,
  references: {},
  ...rule,
});

/** Every `RUN` whose text has `bad`, a finding a line. */
export const badRun = instructionRule({
  ...text({
    id: 'bad-run',
    severity: 'high',
    theme: 'packages',
    references: { hadolint: ['DL3008'], trivy: ['DS029'], checkov: ['CKV_DOCKER_9'], cis: ['4.3'] },
  }),
  keywords: ['RUN'],
  checkInstruction(run, report) {
    if (run.text.includes('bad')) report(run, `it runs ${run.text}`);
  },
});

/** A Dockerfile without `USER`. */
export const noUser = dockerfileRule({
  ...text({ id: 'no-user', severity: 'medium', theme: 'user', references: { hadolint: ['DL3002'] } }),
  check(dockerfile, report) {
    if (!dockerfile.instructions.some(({ keyword }) => keyword === 'USER'))
      report(dockerfile.final?.from ?? { line: 1 }, 'there is no USER');
  },
});

/** `privileged: true`, at its line. */
export const privileged = serviceRule({
  ...text({ id: 'privileged-service', severity: 'critical', theme: 'privileges', references: { trivy: ['DS-0001'] } }),
  checkService(service, report) {
    const node = service.get('privileged');
    if (node?.kind === 'scalar' && node.value === true) report(node, `${service.name} is privileged`);
  },
});

/** A service without `restart`, at its name. */
export const noRestart = serviceRule({
  ...text({ id: 'no-restart', severity: 'low', theme: 'restart' }),
  checkService(service, report) {
    if (!service.get('restart')) report(service.at, `${service.name} is not restarted`);
  },
});

/** A secret in plain sight. */
export const plainSecret = instructionRule({
  ...text({ id: 'plain-secret', severity: 'critical', theme: 'secrets' }),
  keywords: ['ENV'],
  checkInstruction(env, report) {
    if (/PASSWORD/i.test(env.text)) report(env, 'the variable PASSWORD holds a value');
  },
});

export const SMALL_RULES: readonly Rule[] = [badRun, noUser, privileged, noRestart, plainSecret];
