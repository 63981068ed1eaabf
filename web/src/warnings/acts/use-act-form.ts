import type { WarningAct } from '@lanzha/contract';
import { useEffect, useState } from 'react';
import { useForm } from '../../design/index.ts';
import { useMe } from '../../session/index.ts';
import type { Refused } from './use-refusal.ts';

type Rules<V extends Record<string, unknown>> = Parameters<typeof useForm<V>>[1];

/** What was typed and not sent, until the page is left: closing a panel or signing in again loses nothing. */
const drafts = new Map<string, unknown>();
const keyOf = (person: string, act: WarningAct, id: string) => `${person} ${act} ${id}`;
/** Whether the form would open with something other than what it usually opens with. */
export const hasDraft = (person: string, act: WarningAct, id: string): boolean =>
  drafts.has(keyOf(person, act, id));
export const dropDraft = (person: string, act: WarningAct, id: string): void =>
  void drafts.delete(keyOf(person, act, id));

/** A form whose content outlives its panel, and which puts a refusal under the field it speaks of. */
export const useActForm = <V extends Record<string, unknown>>(
  { act, id, refused }: { act: WarningAct; id: string; refused: Refused | null },
  initial: V,
  rules: Rules<V>,
) => {
  const key = keyOf(useMe().id, act, id);
  const form = useForm<V>({ ...initial, ...(drafts.get(key) as Partial<V> | undefined) }, rules);
  const { values } = form;
  const [usual] = useState(initial);
  useEffect(() => {
    if (Object.entries(values).every(([name, value]) => value === usual[name])) drafts.delete(key);
    else drafts.set(key, values);
  }, [key, values, usual]);
  const field = refused?.field ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is told once
  useEffect(() => {
    if (refused !== null && field !== null && field in initial) form.fail(field, refused.sentence);
  }, [refused?.sentence, field]);
  return { ...form, error: field === null || !(field in initial) ? (refused?.sentence ?? null) : null };
};
