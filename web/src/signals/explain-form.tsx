import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, serverNow, toRefusal } from '../api/index.ts';
import {
  Checkbox,
  Choices,
  Field,
  FormShell,
  Notice,
  TextArea,
  TextInput,
  useForm,
} from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { readPhone } from './entry.ts';
import css from './trace.module.css';
import { TraceView } from './trace-view.tsx';
import { emptyTrial, readNumber, type Trial, toTrialSignal, trialKinds } from './trial.ts';

/** Tries a signal out: what would be decided now, and why not more. Nothing is kept but that it was asked. */
export const ExplainForm = () => {
  const { t } = useTranslation('signals');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const needed = (kinds: readonly Trial['kind'][], sentence: string) => (value: string, all: Trial) =>
    kinds.includes(all.kind) && value.trim() === '' ? sentence : null;
  const form = useForm<Trial>(emptyTrial, {
    phone: (value) => (readPhone(value) === null ? t('phoneBad') : null),
    text: needed(['sms', 'report'], t('textMissing')),
    url: needed(['visit'], t('trial.urlMissing')),
    app: needed(['install'], t('trial.appMissing')),
    account: (value, { kind }) =>
      kind !== 'transfer' || /^[0-9A-Za-z@._-]{4,64}$/.test(value.replace(/\s/g, ''))
        ? null
        : t('trial.accountBad'),
    minutes: (value, { kind }) =>
      kind === 'call' && readNumber(value) === null ? t('trial.numberBad') : null,
    yuan: (value, { kind }) =>
      kind === 'transfer' && readNumber(value) === null ? t('trial.numberBad') : null,
  });
  const { kind, overseas, screenSharing, newPayee } = form.values;
  const send = useMutation({
    mutationFn: () => client.signals.explain(toTrialSignal(form.values, serverNow())),
  });
  const { data: refusal } = toRefusal(send.error);
  return (
    <section className={css.part} aria-label={t('trial.title')}>
      <div className={css.form}>
        <FormShell
          label={t('trial.title')}
          pending={send.isPending}
          error={explain(send.error, { REJECTED: t('rejected', { reason: String(refusal.reason ?? '') }) })}
          submit={t('trial.submit')}
          onSubmit={() => form.check() && send.mutate()}
        >
          <Choices
            legend={t('kind')}
            value={kind}
            options={trialKinds.map((value) => ({ value, label: common(`signalKind.${value}`) }))}
            onChange={(value) => {
              form.set('kind', value);
              send.reset();
            }}
          />
          <Field {...form.field('phone')} label={t('phone')} hint={t('phoneHint')}>
            {(aria) => <TextInput {...aria} {...form.text('phone')} inputMode="tel" />}
          </Field>
          {(kind === 'call' || kind === 'sms') && (
            <Field {...form.field('from')} label={t(`trial.from.${kind}`)} optional={common('optional')}>
              {(aria) => <TextInput {...aria} {...form.text('from')} inputMode="tel" maxLength={40} />}
            </Field>
          )}
          {kind === 'call' && (
            <>
              <Field {...form.field('minutes')} label={t('trial.minutes')}>
                {(aria) => <TextInput {...aria} {...form.text('minutes')} inputMode="decimal" />}
              </Field>
              <Checkbox
                label={t('trial.overseas')}
                checked={overseas}
                onChange={({ target }) => form.set('overseas', target.checked)}
              />
            </>
          )}
          {(kind === 'call' || kind === 'sms' || kind === 'report') && (
            <Field
              {...form.field('text')}
              label={t(`trial.text.${kind}`)}
              optional={kind === 'call' && common('optional')}
            >
              {(aria) => <TextArea {...aria} {...form.text('text')} rows={3} maxLength={20_000} />}
            </Field>
          )}
          {kind === 'visit' && (
            <Field {...form.field('url')} label={t('trial.url')}>
              {(aria) => <TextInput {...aria} {...form.text('url')} maxLength={4_000} />}
            </Field>
          )}
          {kind === 'install' && (
            <>
              <Field {...form.field('app')} label={t('trial.app')}>
                {(aria) => <TextInput {...aria} {...form.text('app')} maxLength={200} />}
              </Field>
              <Checkbox
                label={t('trial.screenSharing')}
                checked={screenSharing}
                onChange={({ target }) => form.set('screenSharing', target.checked)}
              />
            </>
          )}
          {kind === 'transfer' && (
            <>
              <div className={css.pair}>
                <Field {...form.field('yuan')} label={t('trial.yuan')}>
                  {(aria) => <TextInput {...aria} {...form.text('yuan')} inputMode="decimal" />}
                </Field>
                <Field {...form.field('account')} label={t('trial.account')}>
                  {(aria) => <TextInput {...aria} {...form.text('account')} maxLength={80} />}
                </Field>
              </div>
              <Checkbox
                label={t('trial.newPayee')}
                checked={newPayee}
                onChange={({ target }) => form.set('newPayee', target.checked)}
              />
            </>
          )}
        </FormShell>
      </div>
      {send.data && (
        <div role="status" className={css.part}>
          <h2>{t('trial.result')}</h2>
          {send.data.history === 'none' && <Notice kind="info">{t('trial.noHistory')}</Notice>}
          <TraceView trace={send.data.trace} />
        </div>
      )}
    </section>
  );
};
