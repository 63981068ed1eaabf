import type { IncidentDetail, IncidentReview } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Button, Field, Notice, TextArea } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './incidents.module.css';
import { keepIncident } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

/** What somebody asked for; a second person answers. */
export const ReviewCard = ({ incident, review }: { incident: IncidentDetail; review: IncidentReview }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: (agree: boolean) =>
      client.incidents.answerReview({
        id: incident.id,
        version: incident.version,
        agree,
        ...(note.trim().length < 2 ? {} : { note: note.trim() }),
      }),
    onSuccess: (detail) => keepIncident(queryClient, detail),
  });
  const failed = refusal(send.error);
  return (
    <section className={css.review} aria-label={t(`waiting.${review.kind}`)}>
      <h2>{t(`waiting.${review.kind}`)}</h2>
      <p>
        {t('review.by', {
          name: review.askedBy.name,
          at: formatInstant(review.askedAt, language, 'moment', serverNow()),
          why: review.why ?? '—',
        })}
      </p>
      {review.toType !== null && (
        <p>{t('review.becomes', { type: `${review.toType} ${common(`fraudType.${review.toType}`)}` })}</p>
      )}
      {review.mayAnswer ? (
        <>
          <Field id="review-note" label={t('review.note')} optional={common('optional')} error={undefined}>
            {(aria) => (
              <TextArea
                {...aria}
                value={note}
                maxLength={1_000}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
          <div className={css.acts}>
            <Button kind="primary" busy={send.isPending} onClick={() => send.mutate(true)}>
              {t('review.agree')}
            </Button>
            <Button busy={send.isPending} onClick={() => send.mutate(false)}>
              {t('review.refuse')}
            </Button>
          </div>
        </>
      ) : (
        <p className={css.quiet}>{t('review.waits')}</p>
      )}
      {failed !== null && <Notice kind="error">{failed}</Notice>}
    </section>
  );
};
