/** A sentence with a capital, where it begins with a word that has none. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
