export { type Config, ConfigError, type ConfigInput, readConfig } from './config.ts';
export { hostInUrl, isLoopback } from './loopback.ts';
