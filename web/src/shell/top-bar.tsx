import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Emblem, useMedia } from '../design/index.ts';
import { DrillMark, type TourState } from '../drill/index.ts';
import { Bell } from '../notify/index.ts';
import { Sheet } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { DutyMark } from '../shifts/index.ts';
import { FactorReminder } from './factor-reminder.tsx';
import { MeMenu } from './me-menu.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';
import css from './shell.module.css';

type Props = { tour: TourState | undefined; onHelp: () => void };

export const TopBar = ({ tour, onHelp }: Props) => {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation();
  const me = useMe();
  const phone = useMedia('phone');
  const [open, setOpen] = useState(false);
  return (
    <header className={css.bar}>
      {phone ? (
        <Button kind="quiet" icon="menu" aria-label={t('menu')} onClick={() => setOpen(true)} />
      ) : (
        <Link to={paths.home} className={css.emblem} aria-label={common('product')}>
          <Emblem />
        </Link>
      )}
      <p className={css.where}>
        <strong>{me.unit.name}</strong>
        {!phone && !me.unit.name.startsWith(me.place.name) && <span>{me.place.name}</span>}
      </p>
      {tour !== undefined && <DrillMark {...tour} />}
      <div className={css.tools}>
        <FactorReminder short={phone} />
        {!phone && <SearchBox />}
        <DutyMark short={phone} />
        <Bell />
        <MeMenu onHelp={onHelp} />
      </div>
      <Sheet open={open} title={common('product')} onClose={() => setOpen(false)} side="left">
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: closes after a link inside was followed */}
        <div onClick={() => setOpen(false)}>
          <Rail whole />
        </div>
      </Sheet>
    </header>
  );
};
