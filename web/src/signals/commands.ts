/** Ready to paste: a key for one source of this unit. */
export const newKeyCommand = (unit: string): string =>
  `npx lanzha keys create --unit ${unit} --source first --allow signals:write`;

/** Ready to paste: one signal for `POST /api/v1/signals`. `at` in milliseconds since the epoch. */
export const firstSignalCommand = (origin: string, at: number, text: string): string => {
  const signal = {
    id: 'first-1',
    kind: 'sms',
    at: new Date(at).toISOString(),
    subject: { phone: '13800000001' },
    from: '+0085212345678',
    text,
  };
  return [
    `curl ${origin}/api/v1/signals \\`,
    `  -H 'Authorization: Bearer <KEY>' \\`,
    `  -H 'Content-Type: application/x-ndjson' \\`,
    `  --data-binary '${JSON.stringify(signal)}'`,
  ].join('\n');
};
