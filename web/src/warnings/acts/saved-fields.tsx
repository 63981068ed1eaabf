import type { WarningDetail } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/index.ts';
import { Field, NativeSelect, Options, TextInput } from '../../design/index.ts';
import { formatYuan } from '../../i18n/index.ts';
import css from './acts.module.css';
import type { CloseForm } from './close-part.ts';
import { readYuan } from './money.ts';

/** Money saved counts with words and a file or the number of the transaction; without, the form says that it counts as 0. */
export const SavedFields = ({ warning, form }: { warning: WarningDetail; form: CloseForm }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const { saved, proof, reference, file } = form.values;
  const fen = readYuan(saved);
  const typed = saved.trim() !== '';
  const { data } = useQuery({
    ...api.files.list.queryOptions({ input: { kind: 'warning', id: warning.id } }),
    enabled: typed,
  });
  const files = data?.items ?? [];
  const proven = proof.trim() !== '' && (reference.trim() !== '' || file !== '');
  const counts =
    fen === null ? null : t(proven ? 'panel.savedAs' : 'panel.savedNothing', { yuan: formatYuan(fen) });
  return (
    <>
      <Field
        {...form.field('saved')}
        label={t('panel.saved')}
        optional={common('optional')}
        hint={typed && counts !== null ? counts : t('panel.savedHint')}
      >
        {(aria) => <TextInput {...aria} {...form.text('saved')} inputMode="decimal" />}
      </Field>
      {typed && (
        <div className={css.pair}>
          <Field {...form.field('proof')} label={t('panel.proof')} hint={t('panel.proofHint')}>
            {(aria) => <TextInput {...aria} {...form.text('proof')} maxLength={500} />}
          </Field>
          <Field {...form.field('reference')} label={t('panel.reference')} hint={t('panel.referenceHint')}>
            {(aria) => <TextInput {...aria} {...form.text('reference')} maxLength={100} />}
          </Field>
          {files.length > 0 && (
            <Field {...form.field('file')} label={t('panel.file')} optional={common('optional')}>
              {(aria) => (
                <NativeSelect
                  {...aria}
                  value={file}
                  onChange={({ target }) => form.set('file', target.value)}
                >
                  <Options
                    none={t('panel.noFile')}
                    of={files}
                    value={({ id }) => id}
                    name={({ name }) => name}
                  />
                </NativeSelect>
              )}
            </Field>
          )}
        </div>
      )}
    </>
  );
};
