export { notify, type Told } from './notify.ts';
export { type Outgoing, openOutgoing } from './outgoing.ts';
export type { Recipient } from './recipients.ts';
export { readNotifySettings } from './settings.ts';
