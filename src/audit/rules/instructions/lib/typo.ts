/** Whether two names of at least four letters differ by one letter more, less or other, or by two that changed places. */
export function isTypo(written: string, meant: string): boolean {
  if (written === meant || Math.min(written.length, meant.length) < 4) return false;
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start++;
  const [rest, other] = [written.slice(start), meant.slice(start)];
  // Names that only count further (`KEY1`, `KEY2`) are meant to differ.
  if (/\d/.test(rest[0] ?? '') || /\d/.test(other[0] ?? '')) return false;
  return (
    rest.slice(1) === other.slice(1) ||
    rest === other.slice(1) ||
    rest.slice(1) === other ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  );
}
