/** Collaborations and datasets are addressed by the hash that names them. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
