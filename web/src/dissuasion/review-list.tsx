import type { Review } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { PageState } from '../design/index.ts';
import { useHeld } from './held.ts';
import { ReviewCard } from './review-card.tsx';

/** Reviews that are open, or closed ones, with those whose finding is being written. */
export const ReviewList = ({ items, closed }: { items: readonly Review[]; closed: boolean }) => {
  const { t } = useTranslation('dissuasion');
  const { shown, formOf } = useHeld(items);
  if (shown.length === 0)
    return (
      <PageState icon="check" title={t(closed ? 'reviews.noneClosed' : 'reviews.none')}>
        <p>{t('reviews.noneWhy')}</p>
      </PageState>
    );
  return shown.map((one) => <ReviewCard key={one.id} review={one} form={formOf(one)} />);
};
