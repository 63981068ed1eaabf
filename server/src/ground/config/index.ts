export { type Config, ConfigError, type ConfigInput, readConfig } from './config.ts';
export { hostToOpen } from './host-to-open.ts';
export { hostInUrl, isLoopback } from './loopback.ts';
export { inList } from './proxy-list.ts';
