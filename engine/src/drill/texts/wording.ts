/** Wordings of one fraud type for each register. `{slot}` is filled by the story. */
export interface Wordings {
  /** Text messages. */
  readonly sms: readonly string[];
  /** What was said on the telephone. */
  readonly call: readonly string[];
  /** What the person, a relative or a teller says to the hotline. */
  readonly report: readonly string[];
}

export type Slots = Readonly<Record<string, string>>;

/** @throws RangeError when the story forgot a slot */
export const fill = (wording: string, slots: Slots): string =>
  wording.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new RangeError(`no slot ${name}`);
    return value;
  });
