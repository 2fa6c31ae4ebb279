/* Made by said.mjs. */
declare module "said/fr" {
  export const sentences: [string, string][];
}
