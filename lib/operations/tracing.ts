import 'server-only';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { env } from '@/lib/env';
import { release } from '@/lib/operations/release';
import { single } from '@/lib/registry';

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT when it is set; OpenTelemetry's other variables (headers, sampler, …) are
 * read by its own code. Answers how to send what is still held back.
 */
export function startTracing(): () => Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env();
  if (endpoint === undefined) return async () => undefined;
  return single('tracing', () => {
    const provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'parlance', 'service.version': release }),
      spanProcessors: [
        new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` })),
      ],
    });
    provider.register();
    return () => provider.forceFlush();
  });
}
