import {
  contactFailures,
  contactMethods,
  contactResults,
  type PersonContact,
  type WarningDetail,
} from '@lanzha/contract';

/**
 * Attempts to reach the person of a warning: the records that were made of them, and from before there were records, what
 * its history says. What was taken back is none.
 */
export function contactsOf({ id, no, contacts, history }: WarningDetail): PersonContact[] {
  const warning = { id, no };
  const recorded = contacts.map(
    ({ at, by, method, reached, failed, result, said, statement }): PersonContact => ({
      ...{ warning, at, by, method, reached, failed, result },
      told: said,
      answered: statement,
    }),
  );
  const known = new Set(contacts.map(({ at }) => at));
  const undone = new Set(history.flatMap(({ act, detail }) => (act === 'undo' ? [detail.undone] : [])));
  const earlier = history.flatMap((entry): PersonContact[] => {
    const { act, at, actor, detail, note } = entry;
    if ((act !== 'contact' && act !== 'meet') || known.has(at) || undone.has(entry.id)) return [];
    const met = act === 'meet';
    return [
      {
        ...{ warning, at, by: actor },
        method: met ? 'meet' : (contactMethods.find((one) => one === detail.method) ?? 'call'),
        reached: met || detail.reached === 'true',
        failed: contactFailures.find((one) => one === detail.failed) ?? null,
        result: contactResults.find((one) => one === detail.result) ?? null,
        told: note,
        answered: null,
      },
    ];
  });
  return [...recorded, ...earlier];
}
