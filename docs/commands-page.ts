// docs/commands.md: the commands and exit codes of the command line, as the program itself prints them.
import { EXIT_CODES } from '../src/cli/command';
import { commandsIn, program } from '../src/cli/program';
import { code, heading, table } from './markdown';

/** Each command with its arguments and flags. */
export function commandsPage(): string {
  const codes = Object.entries(EXIT_CODES).map(([number, says]) => [code(number), says]);
  const sections = commandsIn(program).map((command) => {
    const name = [command.parent, command].flatMap((each) => (each && each !== program ? [each.name()] : []));
    const given = [
      ...command.registeredArguments.map((argument) => [`<${argument.name()}>`, argument.description, '']),
      ...command.options.map(({ flags, description, defaultValue, mandatory, argChoices }) => [
        flags,
        [description, ...(argChoices ? [argChoices.join(', ')] : [])].join(': '),
        mandatory && defaultValue === undefined ? 'required' : code(defaultValue as string),
      ]),
    ];
    const rows = given.map(([what = '', says = '', value = '']) => [code(what), says, value]);
    return `## ${name.join(' ')}\n\nTo ${command.description()}.\n\n${table(['', '', 'default'], rows)}\n`;
  });
  return `${heading('Commands', 'src/cli/program.ts')}
\`npm run cli -- COMMAND\`, in a checkout, a build and the image alike; \`--help\` after a command prints the same.
Commands use the database of the [settings](configuration.md), without a pooler. Results go to stdout, with \`--json\` as JSON and
nothing else; errors go to stderr, and so does a progress bar if stderr is a terminal. \`NO_COLOR\` turns colours off.

All commands use these exit codes:

${table(['exit code', 'meaning'], codes)}

On Ctrl-C or SIGTERM a command finishes the current step, says how to continue, and exits with 2. A second signal ends it at once.

${sections.join('\n')}`;
}
