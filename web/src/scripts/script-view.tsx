import { type ScriptText, scriptAudiences } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices, CopyButton } from '../design/index.ts';
import css from './scripts.module.css';

const ways = ['call', 'visit', 'sms'] as const;

/** One text as it is read out: who speaks, what to ask, what the other side will say, what to do, what never to say. */
export const ScriptView = ({ text }: { text: ScriptText }) => {
  const { t } = useTranslation('scripts');
  const { t: common } = useTranslation();
  const [way, setWay] = useState<(typeof ways)[number]>('call');
  const list = (key: 'questions' | 'now' | 'paid' | 'never', numbered = false) => {
    const List = numbered ? 'ol' : 'ul';
    return (
      <section className={css.part} data-kind={key}>
        <h3>{t(`part.${key}`)}</h3>
        <List>
          {text[key].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </List>
      </section>
    );
  };
  return (
    <div className={css.script}>
      <Choices
        legend={t('way.label')}
        value={way}
        options={ways.map((value) => ({ value, label: t(`way.${value}`) }))}
        onChange={setWay}
      />
      <blockquote className={css.opening}>
        <p>{text[way]}</p>
        {way === 'sms' && (
          <CopyButton text={() => text.sms} label={common('do.copy')} done={common('do.copied')} />
        )}
      </blockquote>
      {way !== 'sms' && (
        <>
          {list('questions', true)}
          <section className={css.part}>
            <h3>{t('part.refutations')}</h3>
            <dl>
              {text.refutations.map(({ said, answer }) => (
                <div key={said}>
                  <dt>{t('said', { said })}</dt>
                  <dd>{answer}</dd>
                </div>
              ))}
            </dl>
          </section>
          {list('now')}
          {list('paid', true)}
          {list('never')}
          {scriptAudiences
            .filter((one) => text[one].length > 0)
            .map((one) => (
              <section key={one} className={css.part}>
                <h3>{t(`audience.${one}`)}</h3>
                <ul>
                  {text[one].map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
            ))}
        </>
      )}
    </div>
  );
};
