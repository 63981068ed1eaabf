import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { belongsElsewhere, useKeys } from '../../keys/index.ts';
import { actForKey } from './act-keys.ts';
import {
  type Asked,
  type Busy,
  lateAfter,
  nextTurn,
  noKeys,
  type PanelAct,
  pressKey,
  pressOther,
  sealedFor,
} from './key-queue.ts';
import { ownVersion, sendingNow } from './use-act.ts';
import { dropKeys, keepKeys, keysOf, tellDropped, useWaitingKeys } from './waiting-keys.ts';

type Dock = {
  warning: WarningDetail;
  /** What was last asked to be open, rendered or not. */
  panelNow: () => PanelAct | null;
  /** The form of the panel on the screen. */
  formNow: () => HTMLFormElement | null;
  /** The screen still shows a step as being sent. */
  pending: boolean;
  /** The open panel holds content from before that the person has not seen. */
  draft: boolean;
  start: (act: WarningAct, queued: boolean) => void;
  close: () => void;
};

/** Keys that change nothing by themselves. */
const silent = ['shift', 'control', 'alt', 'meta', 'capslock', 'numlock', 'process', 'dead', 'unidentified'];

/**
 * The keys of the act dock. What is pressed before its turn waits, and is carried out when the desk has become
 * what the person expected; otherwise it is dropped, and the desk says so.
 */
export const useDockKeys = ({ warning, panelNow, formNow, pending, draft, start, close }: Dock) => {
  const queryClient = useQueryClient();
  const { id, no } = warning;
  const queue = useWaitingKeys(id);

  const busyNow = (): Busy => {
    const panel = panelNow();
    const shown = formNow()?.closest<HTMLElement>('[data-act]')?.dataset.act ?? null;
    return { sending: sendingNow(queryClient, id), panel, opening: panel !== null && panel !== shown };
  };
  const press = (asked: Asked): 'now' | 'taken' | 'nothing' => {
    const key = { asked, seen: warning.version, at: performance.now() };
    const pressed = pressKey(keysOf(id), key, busyNow());
    if (pressed.to === 'now' || pressed.to === 'nothing') return pressed.to;
    keepKeys({ id, no }, pressed.queue);
    if (pressed.to === 'drop') tellDropped({ id, no }, [asked], pressed.why);
    return 'taken';
  };
  const startNow = (act: WarningAct): boolean => {
    if (!warning.acts.includes(act)) return false;
    start(act, false);
    return true;
  };

  useKeys(
    (key, { held, target }) => {
      const waiting = keysOf(id).keys.length > 0;
      if (key === 'escape' || ((key === 'u' || key === 'undo') && waiting)) {
        if (waiting) dropKeys(id, 'cancelled');
        else if (panelNow() !== null) close();
        else return false;
        return true;
      }
      if (key === 'enter') {
        // A link or button elsewhere that holds the focus is meant, unless keys for a panel wait already.
        if (!waiting && target?.closest('a, button') && formNow()?.contains(target) !== true) return false;
        if (held) return waiting;
        return press('confirm') === 'taken';
      }
      const act = actForKey(key);
      if (act === undefined) {
        if (!silent.includes(key)) keepKeys({ id, no }, pressOther(keysOf(id)));
        return false;
      }
      if (held) return true;
      const pressed = press(act);
      return pressed === 'now' ? startNow(act) : true;
    },
    { first: true },
  );

  const takeTurn = useEffectEvent(() => {
    const form = formNow();
    const turn = nextTurn(keysOf(id), {
      ...busyNow(),
      offered: warning.acts,
      version: warning.version,
      own: ownVersion(id),
      elsewhere: belongsElsewhere(document.activeElement),
      draft,
      now: performance.now(),
    });
    if (turn.to === 'drop') dropKeys(id, turn.why);
    // Until the screen has caught up with the answer, a form on it would not send.
    if (turn.to !== 'do' || pending) return;
    const { asked } = turn.key;
    if (asked !== 'confirm') {
      keepKeys({ id, no }, turn.queue);
      return start(asked, true);
    }
    form?.requestSubmit();
    // A form that sent nothing lacks something and says what.
    if (sendingNow(queryClient, id) === null) dropKeys(id, 'missing');
    else keepKeys({ id, no }, turn.queue);
  });
  // After every rendering: each answer, each panel and each key may be what was waited for.
  useEffect(() => takeTurn());
  const oldest = queue.keys[0]?.at;
  useEffect(() => {
    if (oldest === undefined) return;
    const timer = setTimeout(() => takeTurn(), oldest + lateAfter + 1 - performance.now());
    return () => clearTimeout(timer);
  }, [oldest]);
  const still = queue.sealed && queue.keys.length === 0 && !pending;
  useEffect(() => {
    if (!still) return;
    const timer = setTimeout(() => keepKeys({ id, no }, noKeys), sealedFor);
    return () => clearTimeout(timer);
  }, [still, id, no]);
  useEffect(() => () => dropKeys(id, 'left'), [id]);

  return {
    waiting: queue.keys,
    /** The same by hand: a click on an act while another is on its way waits for its turn too. */
    ask: (act: WarningAct) => void (press(act) === 'now' && start(act, false)),
  };
};
