// What a person does on a page of the form.
import type { Page } from 'playwright-core';

export const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
export const typesOf = (page: Page, of: string) => page.getByRole('group', { name: of, exact: true });
export const choose = (page: Page, of: string, type: string) =>
  typesOf(page, of).getByRole('radio', { name: type, exact: true }).check();
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
