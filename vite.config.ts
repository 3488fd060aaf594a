import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [{ extends: true, test: { name: 'unit', environment: 'node', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/browser/**', 'test/page/**'] } }],
  },
})
