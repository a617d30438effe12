// The list of rules against its mirrors: the model's codes, the contract's enum, and the tests of this folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import {
  createSourceFile,
  forEachChild,
  isCallExpression,
  isStringLiteralLike,
  ScriptTarget,
} from 'typescript';
import type { Node } from 'typescript';
import { RULE_CODES } from '../../src/model/rule-codes';
import { RULES } from '../../src/rules';

const SCHEMA = readFileSync(join(__dirname, '../../schema/catalogue.graphql'), 'utf8');

/** The values of an enum of the schema, in order. */
function enumValues(name: string): string[] {
  const found = parse(SCHEMA).definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === name,
  );
  return found?.kind === Kind.ENUM_TYPE_DEFINITION ? (found.values ?? []).map(({ name }) => name.value) : [];
}

/** The titles of the tests and groups of a file: the first arguments of test, describe and their each. */
function titlesOf(file: string): string[] {
  const titles: string[] = [];
  const visit = (node: Node): void => {
    if (isCallExpression(node) && /^(test|describe)\b/.test(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title && isStringLiteralLike(title)) titles.push(title.text);
    }
    forEachChild(node, visit);
  };
  const source = createSourceFile(file, readFileSync(file, 'utf8'), ScriptTarget.Latest);
  visit(source);
  return titles;
}

const TITLES = readdirSync(__dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => titlesOf(join(__dirname, name)));

test("the rules are the model's, in the order in which violations are returned", () => {
  expect(RULES.map((rule) => rule.code)).toEqual([...RULE_CODES]);
});

test("the rules are the contract's, in its order", () => {
  expect(enumValues('RuleCode')).toEqual([...RULE_CODES]);
});

test.each(RULES)('$code says in whole sentences what it requires, and why', ({ says, because }) => {
  for (const text of [says, because]) {
    expect(text).toMatch(/^\S.*[^.\s]\.$/);
    expect(text).not.toMatch(/\s{2}/);
  }
  expect(because).not.toBe(says);
});

test.each(RULES)('$code has a group of tests', ({ code }) => {
  expect(TITLES.filter((title) => title === code)).toHaveLength(1);
});

test('a rule without tests would be found', () => {
  expect(TITLES.length).toBeGreaterThan(RULES.length);
  expect(TITLES).not.toContain('NEW_RULE');
});
