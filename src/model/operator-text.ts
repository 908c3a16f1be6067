/** A text for operators: one for all, or one for each language. */
export type Text = string | Readonly<Record<Language, string>>;

export type Language = 'en' | 'pt-BR';
