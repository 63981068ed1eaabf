export { asUuid, type IdentifierKind, normaliseIdentifier } from './blind-index.ts';
export { maskAccount, maskIdNo, maskName, maskPhone, maskText } from './mask.ts';
export { KeyFileError, type MasterKeys, masterKeysFrom, openKeyFile } from './master-key.ts';
export { SealBroken } from './seal.ts';
export { openVault, type Sealed, type Vault } from './vault.ts';
