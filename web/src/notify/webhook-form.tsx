import { type NoticeKind, noticeKinds } from '@lanzha/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, codeOf, toRefusal } from '../api/index.ts';
import { Checkbox, Field, FormShell, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { SearchSelect } from '../overlays/index.ts';
import css from './notify.module.css';

type Values = { unit: string | undefined; url: string; kinds: readonly NoticeKind[] };
const reasons = ['format', 'https', 'credentials', 'not_listed', 'address'] as const;

export const WebhookForm = ({ onDone }: { onDone: (made: { secret: string }) => void }) => {
  const { t } = useTranslation('notify');
  const explain = useExplain();
  const { data: units = [] } = useQuery(api.directory.units.queryOptions({ input: {} }));
  const form = useForm<Values>(
    { unit: undefined, url: '', kinds: [] },
    {
      unit: (value) => (value === undefined ? t('webhooks.unitMissing') : null),
      url: (value) => (/^https?:\/\/\S+$/.test(value.trim()) ? null : t('reason.refused.format')),
      kinds: (value) => (value.length === 0 ? t('webhooks.kindMissing') : null),
    },
  );
  const { unit, url, kinds } = form.values;
  const refused = (error: unknown) => {
    const reason = reasons.find((one) => one === toRefusal(error).data.reason) ?? 'format';
    return t(`reason.refused.${reason}`);
  };
  const send = useMutation({
    mutationFn: () => client.notify.createWebhook({ unit: unit ?? '', url: url.trim(), kinds: [...kinds] }),
    onSuccess: onDone,
    onError: (error) => {
      if (codeOf(error) === 'URL_REFUSED') form.fail('url', refused(error));
    },
  });
  const kindsField = form.field('kinds');
  return (
    <FormShell
      label={t('webhooks.newTitle')}
      pending={send.isPending}
      error={codeOf(send.error) === 'URL_REFUSED' ? null : explain(send.error)}
      submit={t('webhooks.create')}
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('unit')} label={t('webhooks.unit')} hint={t('webhooks.unitHint')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={unit}
            options={units.map((one) => ({ value: one.id, label: one.name, note: one.place.name }))}
            onChange={(value) => form.set('unit', value)}
            placeholder={t('webhooks.unitChoose')}
            empty={t('webhooks.unitNone')}
          />
        )}
      </Field>
      <Field {...form.field('url')} label={t('webhooks.url')} hint={t('webhooks.urlHint')}>
        {(aria) => <TextInput {...aria} {...form.text('url')} type="url" inputMode="url" maxLength={500} />}
      </Field>
      <fieldset id={kindsField.id} tabIndex={-1} className={css.kinds}>
        <legend>{t('webhooks.kinds')}</legend>
        {noticeKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`kindName.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={({ target }) =>
              form.set('kinds', target.checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))
            }
          />
        ))}
        {kindsField.error && <p className={css.error}>{kindsField.error}</p>}
      </fieldset>
    </FormShell>
  );
};
