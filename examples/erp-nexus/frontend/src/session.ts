export interface Session {
  token: string;
  user: { id: string; name: string; email: string; role: string };
}

const KEY = 'erp-nexus.session';

type Listener = (session: Session | undefined) => void;
const listeners = new Set<Listener>();

/** Who is logged in, as long as this tab is open. */
export function session(): Session | undefined {
  const stored = sessionStorage.getItem(KEY);
  return stored ? (JSON.parse(stored) as Session) : undefined;
}

export const token = (): string | undefined => session()?.token;

export function openSession(opened: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(opened));
  tell(opened);
}

export function clearSession(): void {
  sessionStorage.removeItem(KEY);
  tell(undefined);
}

/** @returns the function that stops listening */
export function onSession(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(current: Session | undefined): void {
  for (const listener of listeners) listener(current);
}
