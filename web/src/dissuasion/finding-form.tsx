import { type Review, type ReviewFinding, reviewFindings } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Choices, Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { refreshDissuasion } from './queries.ts';

/** What was found: the way of working, never a fault of the victim. */
export const FindingForm = ({ review, onClose }: { review: Review; onClose: () => void }) => {
  const { t } = useTranslation('dissuasion');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const form = useForm<{ finding: ReviewFinding | undefined; words: string }>(
    { finding: undefined, words: '' },
    {
      finding: (value) => (value === undefined ? t('missing.finding') : null),
      words: (value) => (value.trim().length < 5 ? t('missing.words') : null),
    },
  );
  const { finding, words } = form.values;
  const send = useMutation({
    mutationFn: (found: ReviewFinding) =>
      client.dissuasion.closeReview({
        id: review.id,
        version: review.version,
        finding: found,
        words: words.trim(),
      }),
    onSuccess: onClose,
    onSettled: () => refreshDissuasion(queryClient),
  });
  return (
    <FormShell
      label={t('look')}
      pending={send.isPending}
      error={explain(send.error, {
        SAME_PERSON: t('refused.samePerson'),
        CHANGED: t('refused.changed'),
        NOT_OPEN: t('refused.notOpen'),
      })}
      submit={t('closeReview')}
      aside={
        <Button kind="quiet" onClick={onClose}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && finding !== undefined && send.mutate(finding)}
    >
      <Choices
        legend={t('findingLabel')}
        value={finding}
        options={reviewFindings.map((value) => ({ value, label: t(`finding.${value}`) }))}
        onChange={(value) => form.set('finding', value)}
        error={form.field('finding').error}
      />
      <Field {...form.field('words')} label={t('words')} hint={t('wordsHint')}>
        {(aria) => <TextArea {...aria} {...form.text('words')} maxLength={2000} />}
      </Field>
    </FormShell>
  );
};
