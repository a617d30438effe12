// The drill's chance, which is the sandbox's.
export { pick, seeded } from '../../sandbox/seeded';
