const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });
const moment = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'short', timeStyle: 'short' });

/** `"120.00"` → `R$ 120,00`. */
export const asMoney = (decimal: string): string => money.format(Number(decimal));

/** An instant in the reader's time zone. */
export const asMoment = (instant: string): string => moment.format(new Date(instant));

/** What a `datetime-local` field says, and so many minutes later, as instants. */
export function asPeriod(local: string, minutes: number): { startsAt: string; endsAt: string } {
  const start = new Date(local);
  const end = new Date(start.getTime() + minutes * 60_000);
  return { startsAt: start.toISOString(), endsAt: end.toISOString() };
}
