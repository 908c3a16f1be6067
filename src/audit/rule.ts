import { directoryOf } from '../read/dockerfile/directory.js';
import type { ComposeProject, ComposeService } from '../read/compose/document.js';
import type { Place } from '../read/text/place.js';
import type { Dockerfile, Instruction } from '../read/dockerfile/document.js';
import type { ShellCommand } from '../read/shell/script.js';
import type { RuleContext, Surroundings } from './rule-context.js';
import { ServiceSurroundings } from './surroundings.js';
import type { Severity, Theme } from './severity.js';

export { LABEL_FORMATS, type LabelFormat, type RuleContext, type Settings, type Surroundings } from './rule-context.js';
export { SEVERITIES, THEMES, type Severity, type Theme } from './severity.js';

/** Equivalent rules of other tools and sections of guides; KICS by the name of the query. */
export interface References {
  /** CIS Docker Benchmark v1.6.0, by section: `4.1`. */
  readonly cis?: readonly string[];
  /** OWASP Docker Security Cheat Sheet, by rule: `RULE #2`. */
  readonly owasp?: readonly string[];
  /** NIST SP 800-190, by section: `4.1.2`. */
  readonly nist?: readonly string[];
  readonly hadolint?: readonly string[];
  readonly kics?: readonly string[];
  /** `DS001`, without the prefix that newer versions print. */
  readonly trivy?: readonly string[];
  readonly checkov?: readonly string[];
  readonly dockle?: readonly string[];
  /** Checks of `docker build --check`: `JSONArgsRecommended`. */
  readonly buildkit?: readonly string[];
}

export interface RuleText {
  /** Lasting name, in small letters and hyphens: `apt-get-pin-version`. */
  readonly id: string;
  /** What must hold, as a sentence without a full stop: `apt-get installs named versions`. */
  readonly title: string;
  readonly severity: Severity;
  readonly theme: Theme;
  /** Why it matters: what can happen where it does not hold. */
  readonly rationale: string;
  /** What to do, in a sentence or two. */
  readonly remedy: string;
  /** Lines that comply. */
  readonly example: string;
  readonly references: References;
  /**
   * Whether it only runs where the configuration asks for it.
   * @default false
   */
  readonly optIn?: boolean;
}

/** Where a finding stands: lines of a file, or what has them. */
export type Report = (at: Place | { readonly line: number; readonly endLine?: number }, message: string) => void;

export interface DockerfileRule extends RuleText {
  readonly kind: 'dockerfile';
  check(dockerfile: Dockerfile, report: Report, context: RuleContext): void;
  /** What must be there for it to find anything: it is not asked about a file without. @default it always is */
  readonly needs?: {
    /** One of these instructions. */
    readonly keywords: readonly string[];
    /** One of these commands in them. @default any */
    readonly commands?: readonly string[];
  };
}

export interface ComposeRule extends RuleText {
  readonly kind: 'compose';
  check(project: ComposeProject, report: Report, context: RuleContext): void;
  /**
   * Of a rule that looks at one service at a time: what it finds stays true as long as that service and its surroundings
   * stay as they are. `check` is this for each service.
   */
  readonly checkService?: (service: ComposeService, report: Report, around: Surroundings) => void;
  /**
   * Of a rule that puts together what single services say: whether this one says anything. Services that do not may be
   * left out of the project that it is given. @default all of them matter
   */
  readonly concerns?: (service: ComposeService) => boolean;
}

/** What must hold of a Dockerfile or of a Compose project, and how to find where it does not. */
export type Rule = DockerfileRule | ComposeRule;

/** A rule about a whole Dockerfile. */
export function dockerfileRule(rule: Omit<DockerfileRule, 'kind'>): DockerfileRule {
  return { kind: 'dockerfile', ...rule };
}

/** A rule about single instructions, those of `ONBUILD` included. */
export function instructionRule(
  rule: RuleText & {
    /** Keywords to look at. */
    readonly keywords: readonly string[];
    checkInstruction(instruction: Instruction, report: Report, dockerfile: Dockerfile, context: RuleContext): void;
  },
): DockerfileRule {
  return {
    kind: 'dockerfile',
    ...text(rule),
    needs: { keywords: rule.keywords },
    check(dockerfile, report, context) {
      const directory = directoryOf(dockerfile);
      for (const keyword of rule.keywords) {
        for (const instruction of directory.instructions(keyword))
          rule.checkInstruction(instruction, report, dockerfile, context);
      }
    },
  };
}

/** A rule about single commands in `RUN`. */
export function commandRule(
  rule: RuleText & {
    /** Names of commands to look at. @default all */
    readonly commands?: readonly string[];
    checkCommand(command: ShellCommand, report: Report, run: Instruction, dockerfile: Dockerfile): void;
  },
): DockerfileRule {
  return {
    kind: 'dockerfile',
    ...text(rule),
    needs: { keywords: ['RUN'], ...(rule.commands && { commands: rule.commands }) },
    check(dockerfile, report) {
      const directory = directoryOf(dockerfile);
      for (const name of rule.commands ?? [undefined]) {
        for (const { command, run } of directory.commands(name)) rule.checkCommand(command, report, run, dockerfile);
      }
    },
  };
}

/** A rule about a whole Compose project. */
export function composeRule(rule: Omit<ComposeRule, 'kind'>): ComposeRule {
  return { kind: 'compose', ...rule };
}

/** A rule about single services. */
export function serviceRule(
  rule: RuleText & { checkService(service: ComposeService, report: Report, around: Surroundings): void },
): ComposeRule {
  return {
    kind: 'compose',
    ...text(rule),
    checkService: (service, report, around) => {
      rule.checkService(service, report, around);
    },
    check(project, report, context) {
      for (const service of project.services)
        rule.checkService(service, report, new ServiceSurroundings(service, project, context));
    },
  };
}

function text(rule: RuleText): RuleText {
  const { id, title, severity, theme, rationale, remedy, example, references, optIn } = rule;
  return { id, title, severity, theme, rationale, remedy, example, references, ...(optIn ? { optIn } : {}) };
}
