import { expect, test } from 'vitest';
import { Layout, type Place } from '../../../../src/constructs/monitoring/grafana/layout.js';

/** How often each cell of the grid is covered, down to the last row that is used. */
function cells(places: readonly Place[]): number[] {
  const covered = new Array<number>(Math.max(0, ...places.map(({ y, h }) => y + h)) * 24).fill(0);
  for (const { x, y, w, h } of places)
    for (let row = y; row < y + h; row++)
      for (let column = x; column < x + w; column++) {
        expect(column).toBeLessThan(24);
        covered[row * 24 + column] = (covered[row * 24 + column] ?? 0) + 1;
      }
  return covered;
}

test.each(Array.from({ length: 13 }, (_, numbers) => numbers))('%i numbers above charts fill the grid', (numbers) => {
  for (let charts = 0; charts < 6; charts++) {
    const layout = new Layout();
    const places = [...layout.add(numbers, 4, 5), ...layout.add(charts, 2, 9)];
    expect(places).toHaveLength(numbers + charts);
    expect(cells(places).every((times) => times === 1)).toBe(true);
    expect(places.every(({ x, w }) => Number.isInteger(x) && Number.isInteger(w))).toBe(true);
  }
});

test('five are three and two, not four and a wide one', () => {
  expect(new Layout().add(5, 4, 5).map(({ w }) => w)).toEqual([8, 8, 8, 12, 12]);
});
