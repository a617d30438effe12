// docs/commands.md: what the command line offers, and what its exit codes say, as the program itself prints it.
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
        mandatory && defaultValue === undefined ? 'must be given' : code(defaultValue as string),
      ]),
    ];
    const rows = given.map(([what = '', says = '', value = '']) => [code(what), says, value]);
    return `## ${name.join(' ')}\n\nTo ${command.description()}.\n\n${table(['', '', 'default'], rows)}\n`;
  });
  return `${heading('Commands', 'src/cli/program.ts')}
\`npm run cli -- COMMAND\`, in a checkout, a build and the image alike; \`--help\` after a command says what is below.
They work on the database of the [settings](configuration.md), past any pooler. A result is on stdout, with \`--json\` as JSON and
alone; mistakes, and a bar of how far it has come where stderr is a terminal, are on stderr. \`NO_COLOR\` leaves the colour out.

Exit codes, of every command:

${table(['exit code', 'what it says'], codes)}

A command that was told to stop (Ctrl-C, SIGTERM) ends what it has begun, says how to go on, and exits with 2; told twice it ends at once.

${sections.join('\n')}`;
}
