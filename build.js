// npm run build: dist/ gets what production runs, and nothing that only a checkout can run.
const { execFileSync } = require('node:child_process');
const { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { name, version, license } = require('./package.json');

process.chdir(__dirname);
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
// Compiled only because the code can load it.
rmSync('dist/sandbox', { recursive: true });
for (const folder of ['schema', 'examples']) {
  mkdirSync(`dist/${folder}`);
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.graphql')))
    cpSync(`${folder}/${file}`, `dist/${folder}/${file}`);
}
writeFileSync('dist/package.json', `${JSON.stringify({ name, version, license, private: true })}\n`);
