// Our entities behind the gateway of the sandbox. `npm run test:gateways` has the same tests behind others.
import { startGateway } from '../../sandbox/gateway';
import { describeJoins } from '../support/joins';

describeJoins((subgraphs) => startGateway({ port: 0, subgraphs }));
