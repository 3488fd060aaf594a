/** Whether it is a build for users is said by the bundler. */
interface ImportMeta {
  readonly env: { readonly DEV: boolean }
}
