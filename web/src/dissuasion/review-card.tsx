import type { Review } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { About } from './about.tsx';
import css from './dissuasion.module.css';
import { FindingForm } from './finding-form.tsx';
import type { HeldForm } from './held.ts';

/** One review: what went wrong, till when to look into it, what was found; and the way to say so. */
export const ReviewCard = ({ review, form }: { review: Review; form: HeldForm }) => {
  const { t } = useTranslation('dissuasion');
  const language = useLanguage();
  const { state, dueAt, openedAt, finding, words, endedAt, endedBy, dissuadedBy, unit, cause } = review;
  const overdue = state === 'open' && Date.parse(dueAt) <= serverNow();
  const at = (instant: string) => formatInstant(instant, language, 'moment');
  return (
    <article className={css.card}>
      <div className={css.head}>
        <About warning={review.warning} />
        <span>{t(`kind.${review.kind}`)}</span>
      </div>
      <p>{t(`cause.${cause}`, { at: at(openedAt) })}</p>
      {state === 'open' ? (
        <p className={overdue ? css.over : undefined}>{t('reviewDue', { at: at(dueAt) })}</p>
      ) : (
        <>
          <p>
            <strong>{finding !== null && t(`finding.${finding}`)}</strong>
          </p>
          <p className={css.written}>{words}</p>
          <p className={css.small}>
            {endedBy?.name} · {endedAt !== null && at(endedAt)}
          </p>
        </>
      )}
      <p className={css.small}>{t('dissuadedBy', { unit: unit.name, who: dissuadedBy.name })}</p>
      {form.left && <Notice kind="info">{t('left')}</Notice>}
      {review.mayClose &&
        (form.open ? (
          <FindingForm review={review} onClose={form.onClose} />
        ) : (
          <div>
            <Button onClick={form.onOpen}>{t('look')}</Button>
          </div>
        ))}
    </article>
  );
};
