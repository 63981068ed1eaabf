import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TextArea } from '../../design/index.ts';

type Props = {
  field: { id: string; error: string | undefined };
  text: Omit<ComponentProps<typeof TextArea>, 'ref'>;
  /** The reason asked for; without one the note may stay empty. */
  reason?: string | undefined;
  autoFocus?: boolean;
};

export const NoteField = ({ field, text, reason, autoFocus }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  return (
    <Field
      {...field}
      label={t(reason === undefined ? 'panel.note' : 'panel.reason')}
      hint={reason}
      optional={reason === undefined && common('optional')}
    >
      {(aria) => (
        <TextArea
          {...aria}
          {...text}
          autoFocus={autoFocus}
          maxLength={2000}
          placeholder={t('panel.notePlaceholder')}
        />
      )}
    </Field>
  );
};
