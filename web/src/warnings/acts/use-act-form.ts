import type { WarningAct } from '@lanzha/contract';
import { useEffect } from 'react';
import { useKeptForm } from '../../design/index.ts';
import { useMe } from '../../session/index.ts';
import type { Refused } from './use-refusal.ts';

type Rules<V extends Record<string, unknown>> = Parameters<typeof useKeptForm<V>>[2];

export const draftKey = (person: string, act: WarningAct, id: string): string => `${person} ${act} ${id}`;

/** A form whose content outlives its panel, and which puts a refusal under the field it speaks of. */
export const useActForm = <V extends Record<string, unknown>>(
  { act, id, refused }: { act: WarningAct; id: string; refused: Refused | null },
  initial: V,
  rules: Rules<V>,
) => {
  const form = useKeptForm<V>(draftKey(useMe().id, act, id), initial, rules);
  const field = refused?.field ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is told once
  useEffect(() => {
    if (refused !== null && field !== null && field in initial) form.fail(field, refused.sentence);
  }, [refused?.sentence, field]);
  return { ...form, error: field === null || !(field in initial) ? (refused?.sentence ?? null) : null };
};
