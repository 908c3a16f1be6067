/** Why a text is no query, and where. */
export class PromqlProblem extends Error {
  public constructor(
    message: string,
    /** Offset in the query. */
    public readonly at: number,
  ) {
    super(message);
  }
}
