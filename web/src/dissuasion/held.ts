import { useState } from 'react';

type Item = { id: string; dueAt: string };

/** An item whose form is open stays, whatever the next reading of the list says: what is half written has its place. */
export const useHeld = <T extends Item>(items: readonly T[]) => {
  const [held, setHeld] = useState<readonly T[]>([]);
  const left = held.filter(({ id }) => !items.some((one) => one.id === id));
  return {
    /** The list as it was read, with those that it no longer has where they stood: by when they are due. */
    shown:
      left.length === 0
        ? items
        : [...items, ...left].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt)),
    /** For the card of one: whether its form is open, and whether the list no longer has it. */
    formOf: (item: T) => ({
      open: held.some(({ id }) => id === item.id),
      left: left.includes(item),
      onOpen: () => setHeld((before) => [...before, item]),
      onClose: () => setHeld((before) => before.filter(({ id }) => id !== item.id)),
    }),
  };
};

export type HeldForm = ReturnType<ReturnType<typeof useHeld>['formOf']>;
