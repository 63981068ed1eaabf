import { contactResults } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Choices, Field, TextArea, TextInput } from '../../design/index.ts';
import css from './acts.module.css';
import type { ToldValues } from './told.ts';

type Name = Exclude<keyof ToldValues, 'result'>;
type Typed = {
  name: string;
  value: string;
  onChange: (event: { target: { value: string } }) => void;
  onBlur: () => void;
};
type Props = {
  values: ToldValues;
  onResult: (result: ToldValues['result']) => void;
  field: (name: Name) => { id: string; error: string | undefined };
  text: (name: Name) => Typed;
  /** The person was spoken to. */
  reached: boolean;
  /** Names are asked for elsewhere in the form. */
  withPresent: boolean;
  open?: boolean;
};

/** What the person thought, in one tap; what was said, when and with whom, for those who have the time. */
export const ToldFields = ({ values, onResult, field, text, reached, withPresent, open = false }: Props) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const written = values.said + values.statement + values.present + values.startedAt + values.endedAt !== '';
  return (
    <>
      {reached && (
        <Choices
          legend={t('told.result')}
          value={values.result}
          options={contactResults.map((value) => ({ value, label: t(`result.${value}`) }))}
          onChange={onResult}
        />
      )}
      <details className={css.more} open={open || written}>
        <summary>{t('told.more')}</summary>
        <div className={css.inside}>
          {(['said', 'statement'] as const).map((name) => (
            <Field key={name} {...field(name)} label={t(`told.${name}`)} optional={common('optional')}>
              {(aria) => <TextArea {...aria} {...text(name)} maxLength={2000} />}
            </Field>
          ))}
          <div className={css.pair}>
            {(['startedAt', 'endedAt'] as const).map((name) => (
              <Field key={name} {...field(name)} label={t(`told.${name}`)} optional={common('optional')}>
                {(aria) => <TextInput {...aria} {...text(name)} type="datetime-local" />}
              </Field>
            ))}
          </div>
          {withPresent && (
            <Field {...field('present')} label={t('told.present')} optional={common('optional')}>
              {(aria) => <TextInput {...aria} {...text('present')} />}
            </Field>
          )}
        </div>
      </details>
    </>
  );
};
