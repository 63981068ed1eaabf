import type { NoticeSettings } from '@lanzha/contract';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, TextInput } from '../design/index.ts';
import { clockOf, minutesOf } from './minutes.ts';
import css from './notify.module.css';

type Quiet = NoticeSettings['quiet'];
type Props = { quiet: Quiet; pending: boolean; onChange: (quiet: Quiet) => void };

/** Mail that is not urgent waits for the end of these hours. */
export const QuietHours = ({ quiet, pending, onChange }: Props) => {
  const { t } = useTranslation('notify');
  const id = useId();
  const [from, setFrom] = useState(clockOf(quiet?.from ?? 22 * 60));
  const [to, setTo] = useState(clockOf(quiet?.to ?? 7 * 60));
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const wrong = begin === null || end === null || begin === end;
  const save = () => {
    if (begin !== null && end !== null && begin !== end) onChange({ from: begin, to: end });
  };
  return (
    <section className={css.part}>
      <h2>{t('quiet.title')}</h2>
      <p className={css.quiet}>{t('quiet.why')}</p>
      <div className={css.hours}>
        <label htmlFor={`${id}from`}>{t('quiet.from')}</label>
        <TextInput
          id={`${id}from`}
          type="time"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <label htmlFor={`${id}to`}>{t('quiet.to')}</label>
        <TextInput id={`${id}to`} type="time" value={to} onChange={({ target }) => setTo(target.value)} />
        <Button kind="primary" busy={pending} disabled={wrong} onClick={save}>
          {t(quiet === null ? 'quiet.start' : 'quiet.change')}
        </Button>
        {quiet !== null && (
          <Button busy={pending} onClick={() => onChange(null)}>
            {t('quiet.stop')}
          </Button>
        )}
      </div>
      <p role="status">
        {quiet === null
          ? t('quiet.none')
          : t('quiet.now', { from: clockOf(quiet.from), to: clockOf(quiet.to) })}
      </p>
    </section>
  );
};
