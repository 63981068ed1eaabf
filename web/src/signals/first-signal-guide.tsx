import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { CopyButton, PageState } from '../design/index.ts';
import { useMe } from '../session/index.ts';
import { firstSignalCommand, newKeyCommand } from './commands.ts';
import css from './signals.module.css';

const Command = ({ text }: { text: string }) => {
  const { t } = useTranslation();
  return (
    <div className={css.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} label={t('do.copy')} done={t('do.copied')} />
    </div>
  );
};

/** On an installation that has never had a signal: how the first one gets here. */
export const FirstSignalGuide = () => {
  const { t } = useTranslation('signals');
  const me = useMe();
  const { data: units = [] } = useQuery({
    ...api.directory.units.queryOptions({ input: {} }),
    enabled: me.acts.includes('directory.read'),
  });
  const unit = units.find(({ id }) => id === me.unit.id)?.code ?? `${me.installation.county.code}FZ`;
  return (
    <PageState icon="wire" title={t('first.title')} wide>
      <p>{t('first.why')}</p>
      <ol className={css.steps}>
        <li>
          {t('first.step1')}
          <Command text={newKeyCommand(unit)} />
        </li>
        <li>
          {t('first.step2')}
          <Command text={firstSignalCommand(location.origin, serverNow(), t('first.sample'))} />
        </li>
        <li>{t('first.step3')}</li>
      </ol>
      <p>{t('first.ask')}</p>
    </PageState>
  );
};
