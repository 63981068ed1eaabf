import { useEffect, useState } from 'react';
import { useForm } from './use-form.ts';

/** What was typed and not sent, until the page is left: closing a form or signing in again loses nothing. */
const kept = new Map<string, unknown>();
/** Whether the form would open with something other than what it usually opens with. */
export const isKept = (key: string): boolean => kept.has(key);
export const dropKept = (key: string): void => void kept.delete(key);

/** A form whose content outlives its being shown. `key` names it and the person who types. */
export const useKeptForm = <V extends Record<string, unknown>>(
  key: string,
  initial: V,
  rules: Parameters<typeof useForm<V>>[1],
) => {
  const form = useForm<V>({ ...initial, ...(kept.get(key) as Partial<V> | undefined) }, rules);
  const { values } = form;
  const [usual] = useState(initial);
  useEffect(() => {
    if (Object.entries(values).every(([name, value]) => value === usual[name])) kept.delete(key);
    else kept.set(key, values);
  }, [key, values, usual]);
  return form;
};
