// Hive's gateway with as little code of our own as possible: reads the supergraph from stdin, prints its URL to stdout.
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const { createGatewayRuntime } = require('@graphql-hive/gateway-runtime');
const http = require('@graphql-mesh/transport-http');

async function start() {
  const gateway = createGatewayRuntime({
    supergraph: await text(process.stdin),
    transports: { http },
    logging: false,
    upstreamTimeout: Number(process.env.PATIENCE_MS),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
    },
  });
  const server = createServer(gateway);
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
}

void start();
