import type { Contributed } from '../../../model/contribution.js';
import type { SliContribution, SliObserver } from '../../../model/sli.js';

/** What is counted, with the workload that counts. */
export type Sli = SliContribution & Contributed;

/** From the outside to the inside: who is further outside sees more failures. */
const OBSERVERS: readonly SliObserver[] = ['proxy', 'caller', 'service'];

/** Name of the workload whose requests are counted. */
export function serviceOf({ service, subject }: Sli): string {
  return service ?? subject;
}

/** The measurements among contributions. */
export function slisOf(contributions: readonly Contributed[]): Sli[] {
  return contributions.filter((one): one is Sli => one.kind === 'sli');
}

/** The outermost measurements of one indicator of a service, in order of who measures; none if nobody does. */
export function outermost(slis: readonly Sli[], service: string, indicator: Sli['indicator']): readonly Sli[] {
  const own = slis.filter((one) => serviceOf(one) === service && one.indicator === indicator);
  const observer = OBSERVERS.find((each) => own.some(({ measuredBy }) => measuredBy === each));
  return own
    .filter(({ measuredBy }) => measuredBy === observer)
    .sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
}
