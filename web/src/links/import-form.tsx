import { type LinkKind, type LinkVerdict, linkKinds, linkVerdicts } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import {
  Button,
  Choices,
  Field,
  FormShell,
  NativeSelect,
  Notice,
  Options,
  TextArea,
  TextInput,
  useForm,
} from '../design/index.ts';
import { dayOf, endOfDay } from '../i18n/index.ts';
import css from './links.module.css';
import { useRefusal } from './use-refusal.ts';

type Values = {
  text: string;
  file: File | null;
  kind: LinkKind | '';
  verdict: LinkVerdict;
  source: string;
  until: string;
  why: string;
};
const dayMs = 86_400_000;
const mostBytes = 650_000;

/** A list pasted from a spreadsheet or a file: checked first, then entered; bad lines stay out and are named. */
export const ImportForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('links');
  const { t: common } = useTranslation();
  const refusal = useRefusal();
  const queryClient = useQueryClient();
  const form = useForm<Values>(
    {
      text: '',
      file: null,
      kind: '',
      verdict: 'bad',
      source: '',
      until: dayOf(new Date(serverNow() + 180 * dayMs)),
      why: '',
    },
    {
      text: (value, { file }) => (file === null && value.trim() === '' ? t('import.textMissing') : null),
      file: (value) => (value !== null && value.size > mostBytes ? t('import.tooLarge') : null),
      source: (value) => (value.trim().length < 2 ? t('add.sourceMissing') : null),
      until: (value, { verdict }) => (verdict === 'bad' && value === '' ? t('refused.needsEnd') : null),
      why: (value) => ([...value.trim()].length < 4 ? t('whyMissing') : null),
    },
  );
  const { text, file, kind, verdict, source, until, why } = form.values;
  const send = useMutation({
    mutationFn: async (dryRun: boolean) =>
      client.links.import({
        ...(file === null ? { text } : { file: await base64Of(file) }),
        ...(kind === '' ? {} : { kind }),
        ...(until === '' ? {} : { expiresAt: endOfDay(until) }),
        verdict,
        source: source.trim(),
        why: why.trim(),
        dryRun,
      }),
    onSuccess: async (_, dryRun) => {
      if (!dryRun) await queryClient.invalidateQueries({ queryKey: api.links.key() });
    },
  });
  const entered = send.variables === false && send.data;
  return (
    <FormShell
      label={t('import.title')}
      pending={send.isPending}
      error={refusal(send.error)}
      submit={t('import.submit')}
      aside={
        entered ? (
          <Button onClick={onDone}>{common('do.close')}</Button>
        ) : (
          <Button onClick={() => form.check() && send.mutate(true)}>{t('import.check')}</Button>
        )
      }
      onSubmit={() => form.check() && send.mutate(false)}
    >
      <p className={css.small}>{t('import.intro')}</p>
      <Field {...form.field('text')} label={t('import.text')} hint={t('import.textHint')}>
        {(aria) => (
          <TextArea {...aria} {...form.text('text')} rows={6} maxLength={700_000} disabled={file !== null} />
        )}
      </Field>
      <Field {...form.field('file')} label={t('import.file')} optional={common('optional')}>
        {(aria) => (
          <input
            {...aria}
            type="file"
            accept=".xlsx,.csv"
            onChange={({ target }) => form.set('file', target.files?.[0] ?? null)}
          />
        )}
      </Field>
      <Field {...form.field('kind')} label={t('import.kind')} hint={t('import.kindHint')}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={kind}
            onChange={({ target }) => form.set('kind', linkKinds.find((one) => one === target.value) ?? '')}
          >
            <Options none={t('import.kindAny')} of={linkKinds} name={(one) => t(`kind.${one}`)} />
          </NativeSelect>
        )}
      </Field>
      <Choices
        legend={t('col.verdict')}
        value={verdict}
        options={linkVerdicts.map((one) => ({ value: one, label: t(`verdict.${one}`) }))}
        onChange={(one) => form.set('verdict', one)}
      />
      <Field {...form.field('source')} label={t('col.source')} hint={t('add.sourceHint')}>
        {(aria) => <TextInput {...aria} {...form.text('source')} maxLength={60} />}
      </Field>
      <Field {...form.field('until')} label={t('col.until')} hint={t('add.untilHint')}>
        {(aria) => <TextInput {...aria} {...form.text('until')} type="date" />}
      </Field>
      <Field {...form.field('why')} label={t('why')} hint={t('add.whyHint')}>
        {(aria) => <TextArea {...aria} {...form.text('why')} maxLength={300} />}
      </Field>
      {send.data && (
        <div role="status" className={css.part}>
          <Notice kind={send.data.rejected.length === 0 ? 'good' : 'warn'}>
            {t(send.variables === false ? 'import.done' : 'import.checked', {
              accepted: send.data.accepted,
              known: send.data.known,
              rejected: send.data.rejected.length,
            })}
          </Notice>
          {send.data.rejected.length > 0 && (
            <ul className={css.rejected}>
              {send.data.rejected.slice(0, 50).map(({ line, error }) => (
                <li key={line}>{error}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </FormShell>
  );
};

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    letters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(letters);
}
