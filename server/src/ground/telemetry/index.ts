export { observeRequests } from './observe-requests.ts';
export { type Gauge, openTelemetry, type Telemetry } from './telemetry.ts';
