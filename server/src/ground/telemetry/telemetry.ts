import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Histogram, Gauge as PromGauge, Registry } from 'prom-client';

/** A figure that is read when somebody asks, with the names and values of its labels. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** What the process counts while it works. Labels are kinds and patterns, never anybody's data. */
export interface Telemetry {
  request(method: string, route: string, status: number, seconds: number): void;
  /** One request with signals: how many of each kind ended how, once for all of them. */
  batch(lines: number, seconds: number, outcomes: readonly SignalCount[]): void;
  /** The page for the collector, with gauges read just now. */
  page(gauges: readonly Gauge[]): Promise<string>;
  readonly contentType: string;
  close(): void;
}

export interface SignalCount {
  readonly kind: string;
  readonly status: string;
  readonly count: number;
}

/** Milliseconds between two looks at the event loop; what it measures contains them. */
const resolution = 20;
const spans = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openTelemetry(): Telemetry {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'lanzha_http_request_seconds',
    help: 'Requests by method, pattern of the route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: spans,
    registers,
  });
  const signals = new Counter({
    name: 'lanzha_signals_total',
    help: 'Signals answered, by kind and status',
    labelNames: ['kind', 'status'],
    registers,
  });
  const batchLines = new Histogram({
    name: 'lanzha_signal_batch_lines',
    help: 'Signals in one request',
    buckets: [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000],
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'lanzha_signal_batch_seconds',
    help: 'From a request with signals to its decisions committed',
    buckets: spans,
    registers,
  });
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const own = (): Gauge[] => {
    const { rss, heapUsed } = process.memoryUsage();
    const lag = [delay.mean, delay.max].map((value) =>
      Number.isFinite(value) ? Math.max(0, value / 1e9 - resolution / 1e3) : 0,
    );
    delay.reset();
    return [
      one('lanzha_process_resident_bytes', 'Memory of the process', rss),
      one('lanzha_process_heap_bytes', 'Heap in use', heapUsed),
      one('lanzha_event_loop_delay_seconds', 'Mean delay of the event loop since the last look', lag[0]!),
      one('lanzha_event_loop_delay_max_seconds', 'Longest delay since the last look', lag[1]!),
      one('lanzha_process_uptime_seconds', 'Since the process started', process.uptime()),
    ];
  };
  return {
    request: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    batch(lines, seconds, outcomes) {
      batchLines.observe(lines);
      batchSeconds.observe(seconds);
      for (const { count, ...labels } of outcomes) signals.inc(labels, count);
    },
    async page(gauges) {
      const looked = new Registry();
      for (const { name, help, values } of [...gauges, ...own()]) {
        const labelNames = Object.keys(values[0]?.labels ?? {});
        const gauge = new PromGauge({ name, help, labelNames, registers: [looked] });
        for (const { labels = {}, value } of values) gauge.set(labels, value);
      }
      return Registry.merge([registry, looked]).metrics();
    },
    contentType: registry.contentType,
    close: () => void delay.disable(),
  };
}

const one = (name: string, help: string, value: number): Gauge => ({ name, help, values: [{ value }] });
