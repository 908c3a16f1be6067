import type { Language } from '../../../model/contribution.js';

/** A text of a script in every language: with one missing it does not compile. `%s` stands for a value, as for `printf`. */
export type Catalogue = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** The texts of one language, as templates take them. */
export function textsIn<C extends Catalogue>(language: Language, catalogue: C): { readonly [Key in keyof C]: string } {
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, text[language]])) as {
    [Key in keyof C]: string;
  };
}
