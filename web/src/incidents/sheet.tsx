import type { PlainElements } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Button, CopyButton, Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './incidents.module.css';
import { sheetOf } from './sheet-lines.ts';

type Key =
  | 'victimName'
  | 'victimIdNo'
  | 'victimPhone'
  | 'fromName'
  | 'fromAccount'
  | 'fromBank'
  | 'toName'
  | 'toAccount'
  | 'toBank'
  | 'amount'
  | 'sentAt'
  | 'reference'
  | 'brief';

/** 紧急止付要素: what is typed into the upper platform, to be copied or printed. This software sends no order. */
export const StopSheet = ({ elements, onClose }: { elements: PlainElements; onClose: () => void }) => {
  const { t } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const title = t('sheet.title');
  const head = t('sheet.head', {
    no: elements.no,
    unit: elements.unit.name,
    at: formatInstant(elements.openedAt, language, 'full'),
  });
  const name = (key: string) => t(`sheet.${key as Key}`);
  const parts = sheetOf(elements);
  const partTitle = (no: number | null, at: number) =>
    no === null ? t(at === 0 ? 'sheet.victim' : 'sheet.story') : t('transfer.no', { no });
  const text = () =>
    [
      title,
      head,
      ...parts.flatMap(({ no, lines }, at) => [
        '',
        partTitle(no, at),
        ...lines.map(({ key, value }) => `${name(key)}：${value ?? t('sheet.gap')}`),
      ]),
    ].join('\n');
  return (
    <section className={css.sheet} aria-label={title}>
      <h2>{title}</h2>
      <p className={css.quiet}>{head}</p>
      <Notice kind="info">{t('sheet.notice')}</Notice>
      {parts.map(({ no, lines }, at) => (
        <div key={no ?? `part ${at}`}>
          <h3>{partTitle(no, at)}</h3>
          <dl className={css.lines}>
            {lines.map(({ key, value }) => (
              <div key={key} className={css.sheetLine}>
                <dt>{name(key)}</dt>
                <dd data-gap={value === null || undefined}>{value ?? t('sheet.gap')}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <div className={css.acts}>
        <CopyButton text={text} label={t('sheet.copy')} done={common('do.copied')} />
        <Button onClick={() => window.print()}>{t('sheet.print')}</Button>
        <Button kind="quiet" onClick={onClose}>
          {common('do.close')}
        </Button>
      </div>
    </section>
  );
};
