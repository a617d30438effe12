// npm run cli: the sources in a checkout; what was built where tsx is not installed.
function hasTsx() {
  try {
    return Boolean(require.resolve('tsx'));
  } catch {
    return false;
  }
}

if (hasTsx()) import('tsx').then(() => require('./src/cli/main.ts'));
else require('./dist/src/cli/main.js');
