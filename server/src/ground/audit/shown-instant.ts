/**
 * SQL for an instant as the contract sends it, UTC. Whoever damaged one must not make a whole page unreadable by it: what
 * no clock can have said is shown as the nearest instant the contract knows.
 */
export function shownInstant(column: string): string {
  const bounded = `least(greatest(${column}, '2000-01-01Z'), '2099-12-31Z')`;
  return `CASE WHEN ${column} IS NOT NULL
               THEN to_char(${bounded} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') END`;
}
