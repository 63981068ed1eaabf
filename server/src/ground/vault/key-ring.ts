import { KeyFileError } from './key-file.ts';
import type { MasterKeys } from './master-key.ts';
import type { DataKey } from './seal.ts';

/** The wrapping keys a process knows. When the master key was changed meanwhile, it reads the key file again. */
export interface KeyRing {
  /** @throws KeyFileError when the key file does not hold that generation (any more) */
  wrapping(generation: number): Promise<DataKey>;
}

export function openKeyRing(master: MasterKeys, reread?: () => Promise<MasterKeys>): KeyRing {
  let known = master.wrappings;
  return {
    async wrapping(generation) {
      if (!known.has(generation) && reread !== undefined) known = (await reread()).wrappings;
      const key = known.get(generation);
      if (key === undefined)
        throw new KeyFileError(
          `密钥文件里没有第 ${generation} 代主密钥。多台机器共用一个数据库时,请把更换后的密钥文件放到每一台上。`,
        );
      return key;
    },
  };
}
