import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow, toRefusal } from '../api/index.ts';
import { Choices, Field, FormShell, Notice, TextArea, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { Decision } from './decision.tsx';
import { type Entry, newId, readPhone, toSignal } from './entry.ts';
import css from './signals.module.css';

/** What was typed and is not decided. Sent again as it is, it is the same signal: an answer may have been lost on its way. */
interface Draft {
  readonly values: Entry;
  readonly id: string;
  at: number | undefined;
}
/** By person: closing the dialog by mistake loses nothing. */
const kept = new Map<string, Draft>();
const draftOf = (values: Entry): Draft => ({ values, id: newId(), at: undefined });
const empty: Entry = {
  kind: 'report',
  phone: '',
  name: '',
  place: undefined,
  sender: '',
  text: '',
  already: 'unknown',
};

export const EnterForm = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('signals');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const me = useMe();
  const form = useForm<Entry>(kept.get(me.id)?.values ?? empty, {
    phone: (value) => (readPhone(value) === null ? t('phoneBad') : null),
    text: (value) => (value.trim() === '' ? t('textMissing') : null),
  });
  const { values } = form;
  const { kind, already, place } = values;
  useEffect(() => {
    if (kept.get(me.id)?.values !== values) kept.set(me.id, draftOf(values));
  }, [me.id, values]);
  const county = me.installation.county.code;
  const { data: towns = [] } = useQuery({
    ...api.directory.places.queryOptions({ input: { parent: county } }),
    enabled: me.acts.includes('directory.read'),
  });
  const send = useMutation({
    mutationFn: () => {
      const draft = kept.get(me.id) ?? draftOf(values);
      draft.at ??= serverNow();
      return client.signals.enter(toSignal(values, { id: draft.id, at: draft.at }));
    },
    onSuccess: () => {
      // The next one is about somebody else. Said to the drafts too: the dialog may be closed by now.
      const next = { ...empty, kind };
      kept.set(me.id, draftOf(next));
      form.reset(next);
    },
  });
  const { data: refusal } = toRefusal(send.error);
  if (send.data) return <Decision answer={send.data} onAgain={send.reset} onClose={onClose} />;
  return (
    <FormShell
      label={t('title')}
      pending={send.isPending}
      error={explain(send.error, { REJECTED: t('rejected', { reason: String(refusal.reason ?? '') }) })}
      submit={t('submit')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <p className={css.intro}>{t('intro')}</p>
      <Choices
        legend={t('kind')}
        value={kind}
        options={(['report', 'sms'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(value) => form.set('kind', value)}
      />
      <Field {...form.field('phone')} label={t('phone')} hint={t('phoneHint')}>
        {(aria) => <TextInput {...aria} {...form.text('phone')} inputMode="tel" autoFocus />}
      </Field>
      <div className={css.pair}>
        <Field {...form.field('name')} label={t('name')} optional={common('optional')}>
          {(aria) => <TextInput {...aria} {...form.text('name')} maxLength={60} />}
        </Field>
        {towns.length > 0 && (
          <Field {...form.field('place')} label={t('place')} optional={common('optional')}>
            {(aria) => (
              <SearchSelect
                aria={aria}
                value={place}
                options={towns.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={(value) => form.set('place', value)}
                placeholder={t('placeAny')}
                empty={t('none')}
                clearable
              />
            )}
          </Field>
        )}
      </div>
      {kind === 'sms' && (
        <Field {...form.field('sender')} label={t('sender')} optional={common('optional')}>
          {(aria) => <TextInput {...aria} {...form.text('sender')} inputMode="tel" maxLength={40} />}
        </Field>
      )}
      <Field
        {...form.field('text')}
        label={t(kind === 'sms' ? 'textSms' : 'textReport')}
        hint={t('textHint')}
      >
        {(aria) => <TextArea {...aria} {...form.text('text')} rows={4} maxLength={20_000} />}
      </Field>
      {kind === 'report' && (
        <Choices
          legend={t('already')}
          value={already}
          options={(['not_cheated', 'cheated', 'unknown'] as const).map((value) => ({
            value,
            label: t(`alreadys.${value}`),
          }))}
          onChange={(value) => form.set('already', value)}
        />
      )}
      {kind === 'report' && already === 'cheated' && <Notice kind="warn">{t('cheatedNow')}</Notice>}
    </FormShell>
  );
};
