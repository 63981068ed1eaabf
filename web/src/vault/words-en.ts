export const words = {
  room: 'Who looked',
  title: 'Plain text shown, and searches by number',
  intro:
    'How often plain text was shown and numbers were searched, by day, unit and person. The reason of each is in the audit log.',
  sum: '{{from}} to {{to}}: plain text {{reveals}} times, searches {{searches}} times',
  empty: 'Nobody looked',
  emptyWhy: 'From {{from}} to {{to}} nobody in your scope looked at plain text or searched by number.',
  col: { day: 'Day', person: 'Person', unit: 'Unit', reveals: 'Plain text', searches: 'Searches' },
};
