import type { NoticeSettings } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Field, FormShell, Notice, TextInput, ToneMark, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import css from './notify.module.css';

type Props = { settings: NoticeSettings; onChange: (settings: NoticeSettings) => void };

/** The own address for mail: entered, confirmed by the code that was sent there, removed. */
export const AddressForm = ({ settings: { mailWorks, address }, onChange }: Props) => {
  const { t } = useTranslation('notify');
  const explain = useExplain();
  const [changing, setChanging] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.notify.removeAddress(),
    onSuccess: onChange,
  });
  const asking = address === null || changing;
  return (
    <section className={css.part}>
      <h2>{t('address.title')}</h2>
      {!mailWorks && <Notice kind="info">{t('address.noMail')}</Notice>}
      {remove.error && <Notice kind="error">{explain(remove.error)}</Notice>}
      {address !== null && (
        <p className={css.address}>
          <span>{address.masked}</span>
          <ToneMark
            tone={address.verified ? 'done' : 'middle'}
            label={t(address.verified ? 'address.verified' : 'address.waiting')}
          />
          <Button onClick={() => setChanging(true)}>{t('address.change')}</Button>
          <Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('address.remove')}
          </Button>
        </p>
      )}
      {mailWorks && asking && (
        <NewAddress
          onDone={(next) => {
            setChanging(false);
            onChange(next);
          }}
        />
      )}
      {mailWorks && !asking && address?.verified === false && <CodeForm onDone={onChange} />}
    </section>
  );
};

const NewAddress = ({ onDone }: { onDone: (settings: NoticeSettings) => void }) => {
  const { t } = useTranslation('notify');
  const explain = useExplain();
  const form = useForm(
    { address: '' },
    { address: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('address.bad')) },
  );
  const send = useMutation({
    mutationFn: () => client.notify.setAddress({ address: form.values.address.trim() }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('address.title')}
      pending={send.isPending}
      error={explain(send.error, { TOO_MANY_CODES: t('address.tooMany'), NO_MAIL: t('address.noMail') })}
      submit={t('address.send')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('address')} label={t('address.label')} hint={t('address.hint')}>
        {(aria) => (
          <TextInput {...aria} {...form.text('address')} type="email" inputMode="email" maxLength={200} />
        )}
      </Field>
    </FormShell>
  );
};

const CodeForm = ({ onDone }: { onDone: (settings: NoticeSettings) => void }) => {
  const { t } = useTranslation('notify');
  const explain = useExplain();
  const form = useForm(
    { code: '' },
    { code: (value) => (/^\d{8}$/.test(value.trim()) ? null : t('address.codeBad')) },
  );
  const send = useMutation({
    mutationFn: () => client.notify.confirmAddress({ code: form.values.code.trim() }),
    onSuccess: onDone,
  });
  return (
    <FormShell
      label={t('address.codeLabel')}
      pending={send.isPending}
      error={explain(send.error, { WRONG_CODE: t('address.wrongCode') })}
      submit={t('address.confirm')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('code')} label={t('address.codeLabel')} hint={t('address.codeHint')}>
        {(aria) => (
          <TextInput
            {...aria}
            {...form.text('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
        )}
      </Field>
    </FormShell>
  );
};
