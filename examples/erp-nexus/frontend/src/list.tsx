import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';

export interface Loaded<T> {
  readonly items: readonly T[];
  readonly error: string;
  readonly reload: () => Promise<void>;
}

/** A list from the server, loaded at once and again on demand. `load` must be a stable function. */
export function useList<T>(load: () => Promise<T[]>): Loaded<T> {
  const [items, setItems] = useState<readonly T[]>([]);
  const [error, setError] = useState('');
  const reload = useCallback(async () => {
    try {
      setItems(await load());
      setError('');
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  }, [load]);
  useEffect(() => void reload(), [reload]);
  return { items, error, reload };
}

interface TableProps<T> {
  /** Prefix of the `data-testid`s: `<name>-table`, `<name>-row`. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly list: Loaded<T>;
  readonly row: (item: T) => readonly ComponentChildren[];
}

export function Table<T extends { id: string }>({ name, caption, columns, list, row }: TableProps<T>) {
  return (
    <section class="list">
      <table data-testid={`${name}-table`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.items.map((item) => (
            <tr key={item.id} data-testid={`${name}-row`}>
              {row(item).map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {list.items.length === 0 && !list.error && <p class="empty">Nothing here yet.</p>}
      <p class="error" role="alert">
        {list.error}
      </p>
    </section>
  );
}
