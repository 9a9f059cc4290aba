import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { modulesOf, noticesOf } from './scripts/licences.mjs';
import { onePage } from './scripts/one-page.mjs';

// The page is untrusted text drawn by trusted code: nothing but our own files may run or be asked for.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

// Only at build: the development server injects inline scripts and styles.
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

// The packages of d3 say that loading them does nothing, but a bundler cannot tell that of what a file computes on the way.
function onlyUsedD3(): Plugin {
  return {
    name: 'only-used-d3',
    apply: 'build',
    transform: {
      filter: { id: /\/d3-[a-z-]+\/dist\/d3-[a-z-]+\.mjs$/ },
      handler: (code) =>
        code.replace(/^((?:var|let|const) \w+ = )(?=[\w.]+\(|\(function)/gm, '$1/* @__PURE__ */ '),
    },
  };
}

/** Puts beside what is built the licences of what it contains. */
function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle(_, bundle) {
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: noticesOf(modulesOf(bundle)) });
    },
  };
}

/** What a lazy file needs, but for the first load: that has run, and Firefox calls its preload an error. */
function withoutFirst(_: string, files: string[], { hostType }: { hostType: 'html' | 'js' }) {
  return hostType === 'html' ? files : files.filter((file) => !/^assets\/index-[^/]*\.js$/.test(file));
}

/** Where the page is to be found for good; what it copies and exports leads there. Without one: to where it is. */
const publicUrl = process.env.PUBLIC_URL ?? '';
if (publicUrl && !/^https?:$/.test(new URL(publicUrl).protocol))
  throw new Error(`PUBLIC_URL ${publicUrl}: expected an address that begins with https://`);

const page = {
  define: { PUBLIC_URL: JSON.stringify(publicUrl) },
  // Relative, so that the same build works under any path.
  base: './',
  plugins: [react(), onlyUsedD3(), contentSecurityPolicy(), licences()],
  resolve: {
    alias: {
      'd3-transition': fileURLToPath(new URL('./src/view/graph/viewport/transition.ts', import.meta.url)),
    },
  },
  build: {
    target: 'es2023',
    // The polyfill is for browsers older than the target; inlined assets would be data: addresses the policy refuses.
    modulePreload: { polyfill: false, resolveDependencies: withoutFirst },
    assetsInlineLimit: 0,
    // All of the first load in one file: in many it is compressed worse.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial' as const] }] } },
    },
    // What counts is the first load, compressed: the size step checks it.
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es' as const },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    environment: 'node' as const,
    // Properties run for as long as they need: no test fails on a time.
    testTimeout: 300_000,
    maxWorkers: '100%',
  },
};

// Beside the page: all of it in one file, which is there to be given away with a scenario in it.
const file = {
  ...page,
  plugins: [react(), onlyUsedD3(), onePage('release-graph.html', readFileSync('public/favicon.svg', 'utf8'))],
  // A browser loads no module from an address within a file.
  worker: { format: 'iife' as const },
  publicDir: false as const,
  build: {
    ...page.build,
    emptyOutDir: false,
    modulePreload: false as const,
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
};

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const cli = {
  define: { VERSION: JSON.stringify(version) },
  publicDir: false as const,
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist-cli',
    rolldownOptions: {
      output: {
        banner: '#!/usr/bin/env node',
        entryFileNames: 'release-graph.js',
        codeSplitting: false,
      },
    },
  },
  ssr: { noExternal: true as const },
};

export default defineConfig(({ mode }) => (mode === 'cli' ? cli : mode === 'file' ? file : page));
