import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TextInput } from '../../design/index.ts';
import { formatYuan } from '../../i18n/index.ts';
import css from './acts.module.css';
import { readYuan } from './money.ts';

type One = { field: { id: string; error: string | undefined }; text: ComponentProps<typeof TextInput> };

/** Money saved stands beside its proof, or not at all. */
export const SavedFields = ({ saved, proof }: { saved: One; proof: One }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const typed = String(saved.text.value ?? '');
  const fen = readYuan(typed);
  return (
    <div className={css.pair}>
      <Field
        {...saved.field}
        label={t('panel.saved')}
        optional={common('optional')}
        hint={
          typed !== '' && fen !== null ? t('panel.savedAs', { yuan: formatYuan(fen) }) : t('panel.savedHint')
        }
      >
        {(aria) => <TextInput {...aria} {...saved.text} inputMode="decimal" />}
      </Field>
      <Field
        {...proof.field}
        label={t('panel.proof')}
        optional={typed === '' && common('optional')}
        hint={t('panel.proofHint')}
      >
        {(aria) => <TextInput {...aria} {...proof.text} maxLength={500} />}
      </Field>
    </div>
  );
};
