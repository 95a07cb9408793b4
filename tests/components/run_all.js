// Runs the tests of several files in one process: node with a page's DOM takes a second to start, each test some milliseconds.
//
// Each file is a suite of its own, so that what it does before each test is not done before those of the others.
import { describe } from "node:test"

// oxlint-disable-next-line no-await-in-loop -- one after the other: they share the page and the clock
for (const file of process.argv.slice(2)) await describe(file, async () => void (await import(file)))
