import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Counters and timings by route, never by person or address. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['route', 'method', 'status'] as const
  const requests = new Counter({ name: 'xianchuang_requests_total', help: 'Requests answered', labelNames, registers: [registry] })
  const seconds = new Histogram({
    name: 'xianchuang_request_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    print: () => registry.metrics(),
    observe(route: string, method: string, status: number, elapsedMs: number): void {
      requests.inc({ route, method, status: String(status) })
      seconds.observe({ route, method }, elapsedMs / 1000)
    },
  }
}
