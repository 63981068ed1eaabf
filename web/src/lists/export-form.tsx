import { type ExportFormat, type ExportInput, exportFormats, mostExported } from '@lanzha/contract';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Choices, Field, FormShell, Notice, TextInput, useForm } from '../design/index.ts';
import css from './lists.module.css';
import { ExportRefused, type Taken, takeExport } from './take-export.ts';

type Props = {
  /** What the page shows; undefined while it is not counted. */
  count: string | undefined;
  asked: Pick<ExportInput, 'filter' | 'sort' | 'columns'>;
  onClose: () => void;
};

const least = 4;

/** What leaves the house is shown in words first; what for is asked, and kept. */
export const ExportForm = ({ count, asked, onClose }: Props) => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const [taken, setTaken] = useState<Taken | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const form = useForm<{ format: ExportFormat; purpose: string }>(
    { format: 'xlsx', purpose: '' },
    { purpose: (value) => (value.trim().length < least ? t('export.purposeMissing') : null) },
  );
  const { format, purpose } = form.values;
  const send = useMutation({
    mutationFn: () => {
      stop.current = new AbortController();
      return takeExport({ ...asked, format, purpose: purpose.trim() }, setTaken, stop.current.signal);
    },
    onSettled: () => setTaken(null),
  });
  if (send.isSuccess)
    return (
      <div className={css.form}>
        <Notice kind="good">
          {t('export.done', { rows: send.data.rows.toLocaleString(), name: send.data.name })}
        </Notice>
        <p className={css.quiet}>{t('export.recorded')}</p>
        <div>
          <Button kind="primary" onClick={onClose}>
            {common('do.close')}
          </Button>
        </div>
      </div>
    );
  const failed =
    send.error === null
      ? null
      : send.error instanceof ExportRefused
        ? send.error.message
        : t(send.error.name === 'AbortError' ? 'export.stopped' : 'export.failed');
  return (
    <FormShell
      label={t('export.title')}
      pending={send.isPending}
      error={failed}
      submit={t('export.start')}
      aside={
        <Button kind="quiet" onClick={() => (send.isPending ? stop.current.abort() : onClose())}>
          {send.isPending ? t('export.stop') : common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      <p>
        {t('export.what', { rows: count ?? t('export.countUnknown') })}{' '}
        {t('export.most', { most: mostExported.toLocaleString() })}
      </p>
      <Choices
        legend={t('export.format')}
        value={format}
        options={exportFormats.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
        onChange={(value) => form.set('format', value)}
      />
      <Field {...form.field('purpose')} label={t('export.purpose')} hint={t('export.purposeHint')}>
        {(aria) => <TextInput {...aria} {...form.text('purpose')} maxLength={200} />}
      </Field>
      {send.isPending && (
        <p role="status">
          {taken === null
            ? t('export.preparing')
            : t('export.progress', {
                rows: taken.rows.toLocaleString(),
                size: Math.ceil(taken.bytes / 1024).toLocaleString(),
              })}
        </p>
      )}
    </FormShell>
  );
};
