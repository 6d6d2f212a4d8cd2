#!/usr/bin/env node
// test_gcj02 - our GCJ-02 against two libraries of others, gcoord and
// coordtransform: 10,000 random points in China, 10,000 outside.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import process from "node:process";

const require = createRequire(`${process.env.PEERS}/`);
const gcoord = require("gcoord");
const coordtransform = require("coordtransform");

const POINTS = 10000;
const NEAR = 1e-6; // degrees: a decimetre

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
let dice = seed;
function random() { // mulberry32
	dice = (dice + 0x6d2b79f5) | 0;
	let t = Math.imul(dice ^ (dice >>> 15), 1 | dice);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const between = (from, to) => from + (to - from) * random();

// What all three agree to be inside, and outside, of the box around China.
const inside = () => ({ lat: between(3.87, 53.54), lon: between(73.67, 135.04) });
function outside() {
	for (;;) {
		const p = { lat: between(-90, 90), lon: between(-180, 180) };
		if (p.lat < 0.8293 || p.lat > 55.8271 || p.lon < 72.004 || p.lon > 137.8347)
			return p;
	}
}

function ours(points) {
	const input = points.map((p) => `${p.lat} ${p.lon}`).join("\n");
	const run = spawnSync(`${process.env.BUILD}/tests/peers/gcj02`, { input, encoding: "utf8", maxBuffer: 1 << 26 });
	if (run.status !== 0)
		throw new Error(`gcj02 ended with ${run.status}: ${run.stderr}`);
	return run.stdout.trim().split("\n").map((line) => {
		const [a, b, c, d] = line.split(" ").map(Number);
		return { gcj: { lat: a, lon: b }, wgs: { lat: c, lon: d } };
	});
}

const pair = ([lon, lat]) => ({ lat, lon });
const theirs = {
	gcoord: (p) => ({
		gcj: pair(gcoord.transform([p.lon, p.lat], gcoord.WGS84, gcoord.GCJ02)),
		wgs: pair(gcoord.transform([p.lon, p.lat], gcoord.GCJ02, gcoord.WGS84)),
	}),
	coordtransform: (p) => ({ gcj: pair(coordtransform.wgs84togcj02(p.lon, p.lat)) }),
};
const apart = (a, b) => Math.max(Math.abs(a.lat - b.lat), Math.abs(a.lon - b.lon));

let number = 0, bad = 0;
function ok(what, worst, limit) {
	const good = worst <= limit; // false for NaN
	bad += !good;
	console.log(`${good ? "ok" : "not ok"} ${++number} - ${what}`);
	console.log(`# at most ${worst.toExponential(2)} degrees apart`);
}
const worst = (points, mine, f) => points.reduce((w, p, i) => {
	const d = f(p, mine[i]);
	return d <= w ? w : d; // NaN stays
}, 0);

console.log(`# SEED=${seed}`);
for (const [where, make, limit] of [["in China", inside, NEAR], ["outside", outside, 1e-12]]) {
	const points = Array.from({ length: POINTS }, make), mine = ours(points);
	const there = mine.map((m) => m.gcj), back = ours(there);

	if (mine.length !== POINTS || back.length !== POINTS)
		throw new Error("an answer is missing");
	for (const [name, convert] of Object.entries(theirs)) {
		ok(`to GCJ-02 as ${name}, ${where}`, worst(points, mine, (p, m) => apart(convert(p).gcj, m.gcj)), limit);
		// gcoord stops when it is as near as this; coordtransform's inverse is one step, metres off
		if (convert(points[0]).wgs)
			ok(`to WGS-84 as ${name}, ${where}`, worst(points, mine, (p, m) => apart(convert(p).wgs, m.wgs)),
				limit * 1.1);
	}
	ok(`there and back, ${where}`, worst(points, back, (p, b) => apart(p, b.wgs)), 1e-9);
}
console.log(`1..${number}`);
process.exit(bad ? 1 : 0);
