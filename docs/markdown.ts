// Pieces of Markdown for the generated pages. Must not depend on the day or the machine.

/** The first lines of a page: its title, and a note that it is generated. */
export function heading(title: string, source: string): string {
  return `# ${title}\n\n<!-- Printed from ${source} by \`npm run docs\`. Change that file, not this one. -->\n`;
}

/** A table; every row has as many cells as the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A value as code; empty if it is absent. */
export function code(value: string | number | boolean | undefined): string {
  return value === undefined || value === '' ? '' : `\`${value}\``;
}

/** A fenced block of JSON. */
export function json(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
