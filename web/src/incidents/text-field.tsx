import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toRefusal } from '../api/index.ts';
import { Field, TextArea, TextInput } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import css from './incidents.module.css';
import { lastEntry } from './last-entry.ts';
import { Conflict, useSavedWord } from './saved-note.tsx';
import { type FieldName, type FieldSet, type Place, useSaving } from './use-saving.ts';

interface Props extends Place {
  readonly field: FieldName;
  /** What is kept, as the server shows it: masked unless the field is nobody's secret. */
  readonly kept: string | null;
  /** What is kept, in full, once somebody has opened it; undefined: not opened. */
  readonly plain?: string | null | undefined;
  /** What is typed, as it is sent; a sentence when it cannot be read. Left out: the words themselves. */
  readonly read?: (typed: string) => FieldSet | string;
  /** Said below while typing: how it was understood, what looks like a slip. */
  readonly about?: (typed: string) => string | null;
  readonly hint?: string;
  readonly area?: boolean;
  readonly numeric?: boolean;
}

/** So long after the last key what was typed is saved, also without leaving the field. */
const restMs = 1_500;

export const idOfField = (field: string, transfer: string | null) =>
  transfer === null ? `f-${field}` : `f-${transfer}-${field}`;

/** One element: typed as people type it, saved by itself when it is left or the keys rest. */
export const AutoText = (props: Props) => {
  const { incident, transfer, field, kept, plain, read, about, hint, area = false, numeric = false } = props;
  const { t } = useTranslation('incidents');
  const explain = useExplain();
  const saving = useSaving({ incident, transfer });
  const savedWord = useSavedWord(saving);
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  /** What was sent of it last, and once it is kept the step that wrote it. */
  const [sent, setSent] = useState<{ readonly text: string; readonly entry?: string | undefined }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stands = sent?.entry === undefined || sent.entry === lastEntry(incident, field, transfer);
  if (!stands && typed === sent.text) {
    // Somebody else has written in it since: what is kept is shown, as to everybody.
    setTyped(undefined);
    setSent(undefined);
  }
  const value = typed ?? plain ?? '';
  const save = (text: string, set: FieldSet) => {
    setSent({ text });
    saving.save(set, {
      kept: (detail) => setSent({ text, entry: lastEntry(detail, field, transfer) }),
      refused(conflict) {
        if (!conflict) setSent(undefined);
      },
    });
  };
  const flush = (now: string | undefined) => {
    clearTimeout(timer.current);
    if (now === undefined || now === sent?.text) return;
    const text = now.trim();
    if (text === '') {
      setWrong(undefined);
      // What was not opened is not wiped by an empty field: it was never in it.
      if (plain === undefined && kept !== null && sent === undefined) setTyped(undefined);
      else if (kept !== null) save(now, { [field]: null, ...(field === 'sentAt' ? { sentTo: null } : {}) });
      return;
    }
    const set = read?.(text) ?? { [field]: text };
    if (typeof set === 'string') return setWrong(set);
    setWrong(undefined);
    save(now, set);
  };
  const change = (next: string) => {
    saving.begin();
    setTyped(next);
    setWrong(undefined);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => flush(next), restMs);
  };
  const masked = typed === undefined && plain == null && kept !== null ? t('kept', { value: kept }) : null;
  const said = value === '' ? null : (about?.(value) ?? null);
  const failed = explain(saving.error, {
    NOT_ALLOWED_NOW: t('closedNow'),
    WRONG_TIME: t(toRefusal(saving.error).data.why === 'future' ? 'wrong.sentLater' : 'wrong.sentEarlier'),
  });
  const control = {
    value,
    placeholder: masked === null ? undefined : t('overwrite'),
    onChange: (event: { target: { value: string } }) => change(event.target.value),
    onBlur: () => flush(typed),
  };
  return (
    <div className={css.element}>
      <Field
        id={idOfField(field, transfer)}
        label={t(`field.${field}`)}
        hint={[masked, said ?? hint].filter(Boolean).join(' · ') || undefined}
        state={savedWord}
        error={wrong ?? failed ?? undefined}
      >
        {(aria) =>
          area ? (
            <TextArea {...aria} {...control} rows={3} maxLength={2_000} />
          ) : (
            <TextInput {...aria} {...control} {...(numeric ? { inputMode: 'decimal' as const } : {})} />
          )
        }
      </Field>
      <Conflict
        saving={saving}
        type={incident.values.fraudType}
        mine={value}
        onTheirs={() => {
          setTyped(undefined);
          setSent(undefined);
        }}
      />
    </div>
  );
};
