export const tabs = ['notices', 'settings', 'deliveries', 'webhooks'] as const;
export type Tab = (typeof tabs)[number];
/** The last two are the system administrator's. */
export const managed: readonly Tab[] = ['deliveries', 'webhooks'];
export type NotifySearch = { tab?: Exclude<Tab, 'notices'>; unread?: true };

export const readNotifySearch = ({ tab, unread }: Record<string, unknown>): NotifySearch => ({
  ...(tab === 'settings' || tab === 'deliveries' || tab === 'webhooks' ? { tab } : {}),
  ...(unread === true ? { unread } : {}),
});
