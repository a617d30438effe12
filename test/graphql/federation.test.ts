// Our entities behind the sandbox's gateway. `npm run test:gateways` runs the same tests behind others.
import { startGateway } from '../../sandbox/gateway';
import { describeJoins } from '../support/joins';

describeJoins((subgraphs) => startGateway({ port: 0, subgraphs }));
