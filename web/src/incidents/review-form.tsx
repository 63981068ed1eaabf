import { type FraudType, fraudTypes, type IncidentDetail, subtypes } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Field, FormShell, NativeSelect, Options, TextArea, useForm } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { keepIncident } from './queries.ts';
import { useRefusal } from './use-refusal.ts';

interface Props {
  readonly incident: IncidentDetail;
  readonly kind: 'withdraw' | 'retype';
  readonly onClose: () => void;
}

/** Asks a second person to withdraw the incident, or to give it another type. */
export const ReviewForm = ({ incident, kind, onClose }: Props) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const refusal = useRefusal();
  const form = useForm(
    { type: '', subtype: '', why: '' },
    {
      type: (type) => (kind === 'retype' && type === '' ? t('review.typeMissing') : null),
      why: (why) => (why.trim().length < 2 ? t('review.whyMissing') : null),
    },
  );
  const type = fraudTypes.find((one): one is FraudType => one === form.values.type);
  const send = useMutation({
    mutationFn: () =>
      client.incidents.askReview({
        id: incident.id,
        version: incident.version,
        kind,
        why: form.values.why.trim(),
        ...(kind === 'retype' && type !== undefined ? { fraudType: type } : {}),
        ...(kind === 'retype' && form.values.subtype !== '' ? { subtype: form.values.subtype } : {}),
      }),
    onSuccess: (detail) => {
      keepIncident(queryClient, detail);
      onClose();
    },
  });
  const known = type === undefined ? [] : Object.entries(subtypes[type]);
  return (
    <Dialog open title={t(`review.ask.${kind}`)} onClose={onClose}>
      <FormShell
        label={t(`review.ask.${kind}`)}
        pending={send.isPending}
        error={refusal(send.error)}
        submit={t('review.send')}
        aside={
          <Button kind="quiet" onClick={onClose}>
            {common('do.cancel')}
          </Button>
        }
        onSubmit={() => form.check() && send.mutate()}
      >
        <p>{t('review.about')}</p>
        {kind === 'retype' && (
          <Field {...form.field('type')} label={t('review.toType')}>
            {(aria) => (
              <NativeSelect
                {...aria}
                value={form.values.type}
                onChange={({ target }) => {
                  form.set('type', target.value);
                  form.set('subtype', '');
                }}
              >
                <Options
                  none={t('notAsked')}
                  of={fraudTypes}
                  name={(one) => `${one} ${common(`fraudType.${one}`)}`}
                />
              </NativeSelect>
            )}
          </Field>
        )}
        {known.length > 0 && (
          <Field {...form.field('subtype')} label={t('field.subtype')} optional={common('optional')}>
            {(aria) => (
              <NativeSelect
                {...aria}
                value={form.values.subtype}
                onChange={({ target }) => form.set('subtype', target.value)}
              >
                <Options
                  none={t('notAsked')}
                  of={known}
                  value={([code]) => code}
                  name={([, label]) => label}
                />
              </NativeSelect>
            )}
          </Field>
        )}
        <Field {...form.field('why')} label={t('review.why')} hint={t('review.whyHint')}>
          {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={1_000} />}
        </Field>
      </FormShell>
    </Dialog>
  );
};
