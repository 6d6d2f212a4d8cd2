#!/usr/bin/env node
// test_report - the report's page is HTML to the W3C's Nu checker, and axe finds nothing
// serious in it, by day, by night and on paper.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.PEERS}/`);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")));
const folder = mkdtempSync(join(tmpdir(), "xiaodeng-report-"));
const config = join(folder, "config.ini"), page = join(folder, "report.html");

function run(command, ...words) {
	const r = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 26, timeout: 120000 });
	if (r.error)
		throw r.error;
	return r;
}

// All sections stand in it; what has figures are places, people, stations, windows: nobody has written yet.
function write() {
	writeFileSync(config, `[bot]\npack = ${resolve("dialogs/zh-CN")}\ndata = ${join(folder, "data")}\n`);
	const loaded = run(`${process.env.BUILD}/xiaodeng`, "import", "-c", config, resolve("tests/fixtures/base"));
	const made = run(`${process.env.BUILD}/xiaodeng`, "report", "-c", config, "--from", "2025-06-01", "--to", new Date().toISOString().slice(0, 10),
		"--format", "html");

	if (loaded.status !== 0 || made.status !== 0)
		throw new Error(loaded.stderr + made.stderr);
	writeFileSync(page, made.stdout);
}

let number = 0, bad = 0;
function ok(what, findings) {
	bad += findings.length > 0;
	console.log(`${findings.length ? "not ok" : "ok"} ${++number} - ${what}`);
	for (const line of findings)
		console.log(`# ${line}`);
}

function valid() {
	const r = run("java", "-jar", require.resolve("vnu-jar/build/dist/vnu.jar"), "--format", "json", page);
	const messages = JSON.parse(r.stderr || r.stdout).messages;

	ok("valid HTML", messages.filter((m) => m.type === "error" || m.subType === "warning")
		.map((m) => `line ${m.lastLine}: ${m.message}`));
}

async function looked(browser, what, media, scheme) {
	const tab = await browser.newPage();

	await tab.emulateMediaType(media);
	await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
	await tab.goto(pathToFileURL(page).href);
	await tab.evaluate(axe);
	const found = await tab.evaluate(async () => {
		const r = await globalThis.axe.run();
		return { passed: r.passes.length, bad: r.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
			.map((v) => `${v.id} (${v.impact}), ${v.nodes.length} times: ${v.nodes[0].html.slice(0, 160)}`) };
	});

	ok(`nothing serious ${what}`, found.passed ? found.bad : ["axe ran no rule"]);
	await tab.close();
}

try {
	write();
	valid();
	const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"], timeout: 120000,
		protocolTimeout: 180000 });
	try {
		await looked(browser, "in light", "screen", "light");
		await looked(browser, "in dark", "screen", "dark");
		await looked(browser, "on paper", "print", "light");
	} finally {
		await browser.close();
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
console.log(`1..${number}`);
process.exit(bad ? 1 : 0);
