// The drill's random numbers are the sandbox's.
export { pick, seeded } from '../../sandbox/seeded';
