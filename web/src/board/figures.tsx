import { type Board, boardFigures } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Figures } from '../design/index.ts';
import { formatYuan, spanOf } from '../i18n/index.ts';
import css from './board.module.css';
import { Figure, Plain } from './figure.tsx';

const outcomes = boardFigures.filter((name) => name.startsWith('closed.'));

/** What happened today, how it ended, how far it was in time. */
export const FigureBlocks = ({ board }: { board: Board }) => {
  const { t } = useTranslation('board');
  const { figures, usual, contactMinutes, savedFen } = board;
  const minutes = (value: number | null) => {
    if (value === null) return null;
    const { unit, large, small } = spanOf(Math.round(value) * 60_000);
    return t(`span.${unit}`, { large, small });
  };
  return (
    <>
      <section className={css.block}>
        <h2>{t('part.today')}</h2>
        <Figures>
          <Figure name="received" value={figures.received} usual={usual.received ?? null} />
          <Figure name="dispatched" value={figures.dispatched} />
          <Figure name="contacted" value={figures.contacted} usual={usual.contacted ?? null} />
          <Plain
            label={t('contact')}
            value={minutes(contactMinutes.median)}
            note={
              contactMinutes.usual === null
                ? t('median')
                : t('medianUsual', { value: minutes(contactMinutes.usual) ?? '' })
            }
          />
          <Figure name="met" value={figures.met} usual={usual.met ?? null} />
          <Figure name="closed" value={figures.closed} usual={usual.closed ?? null} />
        </Figures>
      </section>
      <section className={css.block}>
        <h2>{t('part.time')}</h2>
        <Figures>
          {(['on_time', 'late', 'open', 'overdue', 'unexplained'] as const).map((name) => (
            <Figure
              key={name}
              name={name}
              value={figures[name]}
              bad={name !== 'on_time' && name !== 'open'}
            />
          ))}
        </Figures>
      </section>
      <section className={css.block}>
        <h2>{t('part.closed')}</h2>
        <Figures small>
          {outcomes.map((name) => (
            <Figure key={name} name={name} value={figures[name]} />
          ))}
        </Figures>
      </section>
      <section className={css.block}>
        <h2>{t('part.saved')}</h2>
        <Figures>
          <Figure name="saved" value={figures.saved} />
          <Plain
            label={t('savedSum')}
            value={savedFen === null ? null : formatYuan(savedFen)}
            note={t('savedHow')}
          />
          <Figure name="follow_up_due" value={figures.follow_up_due} />
          <Figure name="follow_up_overdue" value={figures.follow_up_overdue} bad />
        </Figures>
      </section>
    </>
  );
};
