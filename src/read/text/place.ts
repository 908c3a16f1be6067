/** Where something stands. Lines are counted from 1, and both ends belong to it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}
