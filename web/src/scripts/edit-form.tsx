import { type Script, smsLength } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, toRefusal } from '../api/index.ts';
import { Button, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { type Draft, draftOf, listFields, textOf } from './lines.ts';

/** Rewrites one text; the one before stays. */
export const EditForm = ({ script, onDone }: { script: Script; onDone: () => void }) => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const { type, version } = script;
  const lines = (least: number) => (typed: string) =>
    typed.split('\n').filter((line) => line.trim() !== '').length < least
      ? t('edit.tooFew', { count: least })
      : null;
  const opening = (typed: string) => ([...typed.trim()].length < 10 ? t('edit.tooShort') : null);
  const form = useForm<Draft & { why: string }>(
    { ...draftOf(script.text), why: '' },
    {
      call: opening,
      visit: opening,
      sms: (sms) =>
        [...sms.trim()].length > smsLength
          ? t('edit.smsTooLong', { count: [...sms.trim()].length })
          : opening(sms),
      questions: lines(3),
      now: lines(2),
      paid: lines(2),
      never: lines(1),
      refutations: (typed, all) =>
        lines(1)(typed) ?? (textOf({ ...all, refutations: typed }) === null ? t('edit.arrow') : null),
      why: (why) => (why.trim().length < 2 ? t('edit.whyMissing') : null),
    },
  );
  const keep = async (saved: Script) => {
    queryClient.setQueryData(api.scripts.get.queryOptions({ input: { type } }).queryKey, saved);
    await queryClient.invalidateQueries({ queryKey: api.scripts.key() });
    onDone();
  };
  const why = form.values.why.trim();
  const send = useMutation({
    mutationFn: () => {
      const { why: _, ...draft } = form.values;
      return client.scripts.change({ type, version, why, text: textOf(draft) ?? script.text });
    },
    onSuccess: keep,
  });
  const reset = useMutation({
    mutationFn: () => client.scripts.reset({ type, version, why }),
    onSuccess: keep,
  });
  const error = send.error ?? reset.error;
  const area = (name: keyof Draft, rows: number) => (
    <Field
      key={name}
      {...form.field(name)}
      label={name === 'call' || name === 'visit' || name === 'sms' ? t(`way.${name}`) : labelOf(name)}
      hint={name === 'refutations' ? t('edit.arrow') : name === 'call' ? undefined : t('edit.lines')}
    >
      {(aria) => <TextArea {...aria} {...form.text(name)} rows={rows} />}
    </Field>
  );
  const labelOf = (name: Exclude<keyof Draft, 'call' | 'visit' | 'sms'>) =>
    name === 'elder' || name === 'student' || name === 'finance' ? t(`audience.${name}`) : t(`part.${name}`);
  return (
    <FormShell
      label={t('edit.title')}
      pending={send.isPending}
      error={explain(error, { CHANGED: t('edit.changed', { by: String(toRefusal(error).data.by ?? '') }) })}
      submit={t('edit.save')}
      aside={
        <>
          {!script.original && (
            <Button busy={reset.isPending} onClick={() => form.check(['why']) && reset.mutate()}>
              {t('edit.reset')}
            </Button>
          )}
          <Button kind="quiet" onClick={onDone}>
            {common('do.cancel')}
          </Button>
        </>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      {(['call', 'visit', 'sms'] as const).map((name) => area(name, 3))}
      {area('refutations', 5)}
      {listFields.map((name) => area(name, 4))}
      <Field {...form.field('why')} label={t('edit.why')}>
        {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={200} />}
      </Field>
    </FormShell>
  );
};
