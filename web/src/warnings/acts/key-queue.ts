import type { WarningAct } from '@lanzha/contract';

/** What a key asks for: an act, or to confirm the panel that will be open when its turn comes. */
export type Asked = WarningAct | 'confirm';
/** `seen` is the version on the screen when the key was pressed, `at` the time in milliseconds. */
export type WaitingKey = { asked: Asked; seen: number; at: number };
/** Keys of one warning in the order pressed. Sealed: a key between was lost, so nothing more is taken for now. */
export type KeyQueue = { keys: readonly WaitingKey[]; sealed: boolean };
export type PanelAct = Exclude<WarningAct, 'sign'>;

/** Why keys were not carried out. */
export type Why =
  | 'failed'
  | 'left'
  | 'cancelled'
  | 'late'
  | 'elsewhere'
  | 'changed'
  | 'notNow'
  | 'missing'
  | 'draft'
  | 'unclear'
  | 'full';

export const noKeys: KeyQueue = { keys: [], sealed: false };
export const mostKeys = 8;
/** How long, in milliseconds, after a lost key what is pressed may still be meant for what came before it. */
export const sealedFor = 1_000;
/** A key that waited longer than this, in milliseconds, may no longer be meant. */
export const lateAfter = 10_000;

export type Busy = {
  /** What of this warning is on its way to the server. */
  sending: WarningAct | 'undo' | null;
  panel: PanelAct | null;
  /** The panel is asked for and not on the screen yet. */
  opening: boolean;
};

/** The panel that will be open when everything before has been carried out. */
const panelThen = ({ keys }: KeyQueue, { sending, panel }: Busy): PanelAct | null => {
  let then = sending === panel ? null : panel;
  for (const { asked } of keys) {
    if (asked === 'confirm') then = null;
    else if (asked !== 'sign') then = asked;
  }
  return then;
};

export type Pressed =
  /** Nothing is in the way. */
  | { to: 'now' }
  | { to: 'queue'; queue: KeyQueue }
  /** Not carried out, and neither is what follows it: order is kept or nothing is done. */
  | { to: 'drop'; queue: KeyQueue; why: 'unclear' | 'full' }
  /** It would mean nothing. */
  | { to: 'nothing' };

/**
 * A key is pressed. Without sight of the panel only two things are meant for certain: an act, and the
 * confirmation of that act's panel as it opens.
 */
export const pressKey = (queue: KeyQueue, key: WaitingKey, busy: Busy): Pressed => {
  const last = queue.keys.at(-1)?.asked;
  const drop = (why: 'unclear' | 'full'): Pressed => ({ to: 'drop', queue: { ...queue, sealed: true }, why });
  if (key.asked === 'confirm' && panelThen(queue, busy) === null) return { to: 'nothing' };
  if (queue.sealed) return drop('unclear');
  if (last === undefined && busy.sending === null && !busy.opening) return { to: 'now' };
  if (key.asked !== 'confirm') {
    if (key.asked === 'sign' && last === undefined && busy.sending === 'sign') return { to: 'nothing' };
    if (last !== undefined && last !== 'confirm' && last !== 'sign') return drop('unclear');
    if (last === undefined && busy.opening) return drop('unclear');
  }
  if (queue.keys.length >= mostKeys) return drop('full');
  return { to: 'queue', queue: { ...queue, keys: [...queue.keys, key] } };
};

/** A key that is no act was pressed: what comes after it may be meant for a field that is not there yet. */
export const pressOther = (queue: KeyQueue): KeyQueue =>
  queue.keys.length === 0 || queue.sealed ? queue : { ...queue, sealed: true };

export type Desk = Busy & {
  offered: readonly WarningAct[];
  /** The version on the screen, and the newest that this person's own acts have made. */
  version: number;
  own: number;
  /** The focus is in a text field or a dialog lies on top: the person has turned to something else. */
  elsewhere: boolean;
  /** The panel opened with content from before that nobody has looked at since. */
  draft: boolean;
  now: number;
};

export type Turn = { to: 'wait' } | { to: 'drop'; why: Why } | { to: 'do'; key: WaitingKey; queue: KeyQueue };

/** Whose turn it is: the first key, once the desk is as it would have to be for a person to press it. */
export const nextTurn = ({ keys, sealed }: KeyQueue, desk: Desk): Turn => {
  const [key, ...rest] = keys;
  if (key === undefined) return { to: 'wait' };
  const drop = (why: Why): Turn => ({ to: 'drop', why });
  if (desk.now - key.at > lateAfter) return drop('late');
  if (desk.sending !== null || desk.opening || desk.version < desk.own) return { to: 'wait' };
  if (desk.elsewhere) return drop('elsewhere');
  if (desk.version > Math.max(key.seen, desk.own)) return drop('changed');
  if (key.asked === 'confirm') {
    if (desk.panel === null) return drop('notNow');
    if (desk.draft) return drop('draft');
  } else if (!desk.offered.includes(key.asked)) return drop('notNow');
  return { to: 'do', key, queue: { keys: rest, sealed } };
};
