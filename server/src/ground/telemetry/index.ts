export { observeRequests } from './observe-requests.ts';
export { type Gauge, openTelemetry, type SignalCount, type Telemetry } from './telemetry.ts';
