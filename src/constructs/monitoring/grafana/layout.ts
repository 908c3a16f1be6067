/** Where a panel stands, in columns and rows of Grafana's grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Columns of Grafana's grid. */
const COLUMNS = 24;

/** Hands out places from the top to the bottom, in rows without a hole. */
export class Layout {
  private y = 0;

  /**
   * Places for `count` panels of one height.
   *
   * @param most how many may stand in a row, 4 at most: the columns can be divided by each number up to it
   * @param h rows of the grid that a panel is high; one is about 30 pixels
   */
  public add(count: number, most: 1 | 2 | 3 | 4, h: number): Place[] {
    const places: Place[] = [];
    for (let left = count, rows = Math.ceil(count / most); rows > 0; rows--) {
      // Of five, four and a wide one would look like two sets; three and two like one.
      const inRow = Math.ceil(left / rows);
      for (let i = 0; i < inRow; i++) places.push({ x: (i * COLUMNS) / inRow, y: this.y, w: COLUMNS / inRow, h });
      left -= inRow;
      this.y += h;
    }
    return places;
  }
}
