import type { Shift } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../design/index.ts';
import { useRefusal } from './use-refusal.ts';

type Refused = { shift: Shift; sentence: string };
/** Why an act was not done. Told in the card as long as it offers something, above the cards when it does not or has gone. */
export type Told = { refused: Refused | null; tell: (refused: Refused | null) => void };

export const useTold = (): Told => {
  const [refused, tell] = useState<Refused | null>(null);
  return { refused, tell };
};

/** For the mutation of an act with a shift: what it was refused for is told to the page. */
export const useTelling = ({ tell }: Told, shift: Shift) => {
  const refusal = useRefusal();
  return {
    onMutate: () => tell(null),
    onError: (error: unknown) => tell({ shift, sentence: refusal(error) ?? '' }),
  };
};

export const toldOf = ({ refused }: Told, { id }: Shift): string | null =>
  refused?.shift.id === id ? refused.sentence : null;

/** Above these cards: what none of them tells, and which shift it is about. */
export const ToldNotice = ({ told: { refused }, shifts }: { told: Told; shifts: readonly Shift[] }) => {
  const { t } = useTranslation('shifts');
  if (refused === null) return null;
  const { shift, sentence } = refused;
  if (shifts.some(({ id, acts }) => id === shift.id && acts.length > 0)) return null;
  return (
    <Notice kind="error">
      <p>{sentence}</p>
      <p>{t('card.title', { post: shift.post.name, name: shift.person.name })}</p>
    </Notice>
  );
};
