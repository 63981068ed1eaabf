import { useTranslation } from 'react-i18next';
import { ToneMark, useMedia } from '../design/index.ts';
import css from './drill-mark.module.css';
import type { TourState } from './use-tour.ts';

/** In the top bar: that this is a drill. Once the tour is over it is pressed to take it again: the bar has no room for both. */
export const DrillMark = ({ at, go }: TourState) => {
  const { t } = useTranslation('drill');
  const { t: common } = useTranslation();
  const label = common(useMedia('narrow') ? 'drill' : 'drillLong');
  const mark = <ToneMark tone="drill" label={label} badge />;
  if (at !== 'done') return mark;
  return (
    <button
      type="button"
      className={css.press}
      title={t('tour.again')}
      aria-label={`${label} · ${t('tour.again')}`}
      onClick={() => go(0)}
    >
      {mark}
    </button>
  );
};
