import { type Script, smsLength } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, toRefusal } from '../api/index.ts';
import { Button, dropKept, Field, FormShell, TextArea, TextInput, useKeptForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { type Draft, draftOf, listFields, textOf } from './lines.ts';
import { NewerText } from './newer-text.tsx';

/** `version`: the one it began from, however long ago. */
type Values = Draft & { why: string; version: number };
type Props = { script: Script; draftKey: string; onDone: () => void; onRestart: () => void };

/** Rewrites one text; the one before stays. Over somebody else's newer text only after that was shown. */
export const EditForm = ({ script, draftKey, onDone, onRestart }: Props) => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const { type } = script;
  const [told, setTold] = useState(0);
  const lines = (least: number) => (typed: string) =>
    typed.split('\n').filter((line) => line.trim() !== '').length < least
      ? t('edit.tooFew', { count: least })
      : null;
  const opening = (typed: string) => ([...typed.trim()].length < 10 ? t('edit.tooShort') : null);
  const form = useKeptForm<Values>(
    draftKey,
    { ...draftOf(script.text), why: '', version: script.version },
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
  const { why: reason, version, ...draft } = form.values;
  const why = reason.trim();
  const newer = script.version > version;
  const close = (then: () => void) => {
    dropKept(draftKey);
    then();
  };
  const listKey = api.scripts.list.queryOptions().queryKey;
  const send = useMutation({
    mutationFn: ({ back, seen }: { back: boolean; seen: number }) =>
      back
        ? client.scripts.reset({ type, version: seen, why })
        : client.scripts.change({ type, version: seen, why, text: textOf(draft) ?? script.text }),
    onSuccess: (saved) => {
      close(onDone);
      queryClient.setQueryData(api.scripts.get.queryOptions({ input: { type } }).queryKey, saved);
      queryClient.setQueryData(listKey, (all) => all?.map((one) => (one.type === type ? saved : one)));
      return queryClient.invalidateQueries({ queryKey: api.scripts.key() });
    },
    onError: async (error) => {
      const { code, data } = toRefusal(error);
      if (code !== 'CHANGED') return;
      await queryClient.invalidateQueries({ queryKey: listKey });
      setTold(Number(data.version));
    },
  });
  const save = (back: boolean) =>
    send.mutate({ back, seen: told <= script.version ? Math.max(version, told) : version });
  const by = toRefusal(send.error).data.by;
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
    <>
      {newer && (
        <NewerText script={script} refused={told === script.version} onTake={() => close(onRestart)} />
      )}
      <FormShell
        label={t('edit.title')}
        pending={send.isPending}
        error={explain(send.error, { CHANGED: t('edit.changed', { by: String(by ?? '') }) })}
        submit={t('edit.save')}
        aside={
          <>
            {!script.original && (
              <Button busy={send.isPending} onClick={() => form.check(['why']) && save(true)}>
                {t('edit.reset')}
              </Button>
            )}
            <Button kind="quiet" onClick={() => close(onDone)}>
              {common('do.cancel')}
            </Button>
          </>
        }
        onSubmit={() => form.check() && save(false)}
      >
        {(['call', 'visit', 'sms'] as const).map((name) => area(name, 3))}
        {area('refutations', 5)}
        {listFields.map((name) => area(name, 4))}
        <Field {...form.field('why')} label={t('edit.why')}>
          {(aria) => <TextInput {...aria} {...form.text('why')} maxLength={200} />}
        </Field>
      </FormShell>
    </>
  );
};
