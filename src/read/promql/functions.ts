/** What a part of a query yields; a `matrix` is a range of samples of each series. */
export type PromType = 'scalar' | 'vector' | 'matrix' | 'string';

export interface Signature {
  readonly args: readonly PromType[];
  /** How many of the last ones may be left out. @default 0 */
  readonly optional?: number;
  /** Whether the last one may be repeated. @default false */
  readonly repeated?: boolean;
  readonly returns: PromType;
}

const of = (returns: PromType, ...args: PromType[]): Signature => ({ returns, args });

function all(names: string, signature: Signature): [string, Signature][] {
  return names.split(' ').map((name) => [name, signature]);
}

/** Stable functions of Prometheus 3 (its page "Query functions"). */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ...all('rate irate increase delta idelta deriv changes resets absent_over_time', of('vector', 'matrix')),
  ...all('avg_over_time min_over_time max_over_time sum_over_time count_over_time', of('vector', 'matrix')),
  ...all('stddev_over_time stdvar_over_time last_over_time present_over_time', of('vector', 'matrix')),
  ...all('quantile_over_time', of('vector', 'scalar', 'matrix')),
  ...all('predict_linear', of('vector', 'matrix', 'scalar')),
  ...all('abs absent ceil exp floor ln log2 log10 sgn sort sort_desc sqrt timestamp', of('vector', 'vector')),
  ...all('acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg rad', of('vector', 'vector')),
  ...all('histogram_avg histogram_count histogram_sum', of('vector', 'vector')),
  ...all('histogram_stddev histogram_stdvar', of('vector', 'vector')),
  ...all('histogram_quantile', of('vector', 'scalar', 'vector')),
  ...all('histogram_fraction', of('vector', 'scalar', 'scalar', 'vector')),
  ...all('clamp', of('vector', 'vector', 'scalar', 'scalar')),
  ...all('clamp_max clamp_min', of('vector', 'vector', 'scalar')),
  ...all('round', { ...of('vector', 'vector', 'scalar'), optional: 1 }),
  ...all('day_of_month day_of_week day_of_year days_in_month hour minute month year', {
    ...of('vector', 'vector'),
    optional: 1,
  }),
  ...all('label_join', { ...of('vector', 'vector', 'string', 'string', 'string'), optional: 1, repeated: true }),
  ...all('label_replace', of('vector', 'vector', 'string', 'string', 'string', 'string')),
  ...all('scalar', of('scalar', 'vector')),
  ...all('vector', of('vector', 'scalar')),
  ...all('time pi', of('scalar')),
]);

/** Aggregations, and what stands before the vector. */
export const AGGREGATIONS: ReadonlyMap<string, readonly PromType[]> = new Map<string, readonly PromType[]>([
  ...['sum', 'min', 'max', 'avg', 'group', 'stddev', 'stdvar', 'count'].map((name) => [name, []] as const),
  ...['topk', 'bottomk', 'quantile'].map((name) => [name, ['scalar']] as const),
  ['count_values', ['string']],
]);
