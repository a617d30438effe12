// Data Engineering's joins behind each gateway.
import { describeJoins } from '../../test/support/joins';
import { GATEWAYS, startGateway } from './start-gateway';

describe.each(GATEWAYS)('behind %s', (name) => describeJoins((subgraphs) => startGateway(name, subgraphs)));
