import type { ZeroingLeft } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import { ExplainForm } from './explain-form.tsx';
import { Explanation } from './explanation.tsx';
import { WarningLine } from './warning-line.tsx';
import css from './zeroing.module.css';

type Props = { item: ZeroingLeft; day: string; onExplained: () => void };

/** One warning that a day left: as it is now, as it was at the hour, and what was said in time or late. */
export const LeftCard = ({ item, day, onExplained }: Props) => {
  const { t } = useTranslation('zeroing');
  const { t: common } = useTranslation();
  const { acts } = useMe();
  const [open, setOpen] = useState(false);
  const { warning, atHour, explanation, late, no } = item;
  const holder =
    atHour.assignee === null
      ? t('list.nobody', { unit: atHour.unit.name })
      : t('list.holder', { unit: atHour.unit.name, name: atHour.assignee.name });
  const close = () => setOpen(false);
  return (
    <li className={css.item} data-explained={explanation !== null || undefined}>
      {warning === null ? (
        <p className={css.line}>
          <strong>{t('list.no', { no })}</strong>
          <span className={css.small}>{t('list.gone')}</span>
        </p>
      ) : (
        <WarningLine warning={warning} overdue={false} />
      )}
      <p className={css.small}>
        {t('list.atHour', { level: common(`level.${atHour.level}`), holder })}
        {atHour.overdue && <span className={css.bad}> {t('count.overdue')}</span>}
      </p>
      {explanation === null ? (
        <p className={css.bad}>{t('explanation.none')}</p>
      ) : (
        <Explanation said={explanation} />
      )}
      {late !== null && <Explanation said={late} />}
      {open && warning !== null ? (
        <ExplainForm
          no={no}
          warning={warning.id}
          day={day}
          reason={late?.reason ?? ''}
          aside={<Button onClick={close}>{common('do.cancel')}</Button>}
          onDone={() => {
            close();
            onExplained();
          }}
        />
      ) : (
        warning !== null &&
        explanation === null &&
        acts.includes('zeroing.explain') && (
          <div className={css.acts}>
            <Button onClick={() => setOpen(true)}>{t('act.explainLate')}</Button>
          </div>
        )
      )}
    </li>
  );
};
