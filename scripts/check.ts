// `npm run check`: everything that needs no database and no browser: format, lint, types, rules, unused code, house.
process.argv[2] = 'static';
await import('./checks/main.ts');
