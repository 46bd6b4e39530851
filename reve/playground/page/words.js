// Names and descriptions in the language of a user, where the bot gave them.

export const inLocale = (part, field, locale) => part[`${field}_localizations`]?.[locale] ?? part[field];
