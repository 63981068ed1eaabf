import type { WarningDetail } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/index.ts';
import { Button } from '../../design/index.ts';
import css from './reveal.module.css';
import { RevealForm } from './reveal-form.tsx';
import { RevealedValue } from './revealed-value.tsx';

/** Plain text goes away by itself after this time. */
const shownFor = 60_000;
type Field = WarningDetail['revealable'][number];
type Plain = { value: string | null; until: number };

/** A masked value with an eye that asks why. */
export const Revealable = ({ warning, field }: { warning: WarningDetail; field: Field }) => {
  const { t } = useTranslation('warnings');
  const [asking, setAsking] = useState(false);
  const [plain, setPlain] = useState<Plain | null>(null);
  const name = t(`facts.${field}`);
  if (plain !== null)
    return (
      <RevealedValue field={field} value={plain.value} until={plain.until} onHide={() => setPlain(null)} />
    );
  return (
    <>
      <span className={css.masked}>
        {warning.subject[field] ?? t('facts.unknown')}
        {warning.revealable.includes(field) && (
          <Button
            kind="quiet"
            icon="eye"
            aria-label={t('reveal.open', { field: name })}
            title={t('reveal.open', { field: name })}
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          />
        )}
      </span>
      {asking && (
        <RevealForm
          id={warning.id}
          field={field}
          onClose={() => setAsking(false)}
          onShown={(value) => {
            setAsking(false);
            setPlain({ value, until: serverNow() + shownFor });
          }}
        />
      )}
    </>
  );
};
