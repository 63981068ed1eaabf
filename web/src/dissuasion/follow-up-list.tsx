import type { FollowUp, FollowUpView } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { PageState } from '../design/index.ts';
import { FollowUpCard } from './follow-up-card.tsx';
import { useHeld } from './held.ts';
import type { Said } from './said.tsx';

type Props = { items: readonly FollowUp[]; view: FollowUpView; onSaid: (said: Said) => void };

/** The follow-ups of one view, with those that are being recorded. */
export const FollowUpList = ({ items, view, onSaid }: Props) => {
  const { t } = useTranslation('dissuasion');
  const { shown, formOf } = useHeld(items);
  if (shown.length === 0)
    return (
      <PageState icon="check" title={t(`none.${view}`)}>
        <p>{t('none.why')}</p>
      </PageState>
    );
  return shown.map((one) => <FollowUpCard key={one.id} followUp={one} form={formOf(one)} onSaid={onSaid} />);
};
