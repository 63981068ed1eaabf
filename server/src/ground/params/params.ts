import type { Db } from '../db/index.ts';
import type { ParamValue } from './param-value.ts';
import { readParams } from './queries.ts';

/** Legal and local numbers (table rule_param). Reading is from memory; another process's change is seen within seconds. */
export interface Params {
  /** The version in force at `at` (default: now). @throws RangeError for a code without a version in force */
  value(code: string, at?: Date): ParamValue;
  /** @throws RangeError when there is none, or it is not a number */
  number(code: string, at?: Date): number;
  /** A duration in milliseconds, from its unit: s, min, h or d. @throws RangeError */
  milliseconds(code: string, at?: Date): number;
  /** Reads the table again now. */
  refresh(): Promise<void>;
  close(): void;
}

const refreshEveryMs = 5_000;
const millisecondsIn: Readonly<Record<string, number>> = {
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

export async function openParams(db: Db): Promise<Params> {
  let versions = await readParams(db.pool);
  const refresh = async () => {
    versions = await readParams(db.pool);
  };
  // A failed refresh keeps the last values; whether the database answers is said by /readyz.
  const timer = setInterval(() => refresh().catch(() => undefined), refreshEveryMs).unref();

  const value = (code: string, at = new Date()): ParamValue => {
    const time = at.getTime();
    const found = versions.get(code)?.find((v) => v.from <= time && time < v.to);
    if (found === undefined) throw new RangeError(`no parameter ${code} in force at ${at.toISOString()}`);
    return found;
  };
  const number = (code: string, at?: Date): number => {
    const { id, value: text } = value(code, at);
    const parsed = Number(text);
    if (text.trim() === '' || Number.isNaN(parsed))
      throw new RangeError(`parameter ${code} (${id}) is no number`);
    return parsed;
  };
  return {
    value,
    number,
    milliseconds(code, at) {
      const unit = value(code, at).unit;
      const factor = millisecondsIn[unit];
      if (factor === undefined) throw new RangeError(`parameter ${code} is in ${unit}, which is no duration`);
      return number(code, at) * factor;
    },
    refresh,
    close: () => clearInterval(timer),
  };
}
