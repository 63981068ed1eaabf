/** One spelling for equal JSON: PostgreSQL orders members and writes numbers in its own way. Keeps null and non-JSON. */
export function canonicalJson(text: string | null): string | null {
  if (text === null) return null;
  try {
    return spell(JSON.parse(text));
  } catch {
    return text;
  }
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${spell(member)}`).join(',')}}`;
}
