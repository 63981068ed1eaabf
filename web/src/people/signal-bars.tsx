import type { PersonView } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import css from './people.module.css';

/** How often, by kind: a bar a day. The figure stands beside it; the picture only shows when. */
export const SignalBars = ({ signals }: { signals: PersonView['signals'] }) => {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { days, kinds } = signals;
  const most = Math.max(1, ...kinds.flatMap(({ byDay }) => byDay));
  return (
    <section className={css.part}>
      <h2>{t('signals', { days })}</h2>
      {kinds.length === 0 ? (
        <p className={css.quiet}>{t('signalsNone', { days })}</p>
      ) : (
        <ul className={css.kinds}>
          {kinds.map(({ kind, byDay, total }) => {
            const label = t('signalsOf', { kind: common(`signalKind.${kind}`), count: total });
            return (
              <li key={kind}>
                <p>{label}</p>
                <svg
                  className={css.bars}
                  viewBox={`0 0 ${days * 4} 16`}
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={label}
                >
                  {byDay.map((count, day) => {
                    const height = count === 0 ? 0 : Math.max(2, (count / most) * 16);
                    return (
                      <rect
                        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the day
                        key={day}
                        x={day * 4 + 0.5}
                        y={16 - height}
                        width={3}
                        height={height}
                      />
                    );
                  })}
                </svg>
              </li>
            );
          })}
        </ul>
      )}
      {kinds.length > 0 && <p className={css.quiet}>{t('signalsAbout')}</p>}
    </section>
  );
};
