import { useTranslation } from 'react-i18next';
import { Kbd } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import css from './keyboard-help.module.css';

const groups = {
  list: [
    ['next', ['J', '↓']],
    ['previous', ['K', '↑']],
    ['number', ['0–9']],
    ['news', ['N']],
  ],
  act: [
    ['sign', ['S']],
    ['contact', ['C']],
    ['meet', ['M']],
    ['close', ['E']],
    ['assign', ['A']],
    ['transfer', ['T']],
    ['reopen', ['R']],
    ['undo', ['U', 'Ctrl+Z']],
  ],
  other: [
    ['search', ['/']],
    ['notices', ['B']],
    ['escape', ['Esc']],
    ['help', ['?']],
  ],
} as const;

export const KeyboardHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { t } = useTranslation('shell');
  return (
    <Dialog open={open} title={t('keys.title')} onClose={onClose} wide>
      <p className={css.five}>{t('keys.five')}</p>
      <div className={css.groups}>
        {(['list', 'act', 'other'] as const).map((group) => (
          <section key={group}>
            <h3>{t(`keys.${group}`)}</h3>
            <dl className={css.keys}>
              {groups[group].map(([what, keys]) => (
                <div key={what}>
                  <dt>{t(`keys.${what}`)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
