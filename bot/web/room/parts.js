/* parts.js - small things that the page is made of: elements, icons, faces,
 * storage, requests, photos. Knows nothing of chats. */

/* An element with properties, attributes and children. Strings become text. */
export function el(tag, properties, ...children) {
	const e = document.createElement(tag);
	for (const [key, value] of Object.entries(properties || {})) {
		if (key in e) e[key] = value;
		else if (value !== false && value != null) e.setAttribute(key, value);
	}
	e.append(...children.filter((c) => c != null && c !== ""));
	return e;
}

export function icon(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
	use.setAttribute("href", "#i-" + name);
	svg.setAttribute("aria-hidden", "true");
	svg.append(use);
	return svg;
}

/* The lamp, or the first character of a name on one of six colours. */
export function face(name, kind) {
	const f = el("span", { className: kind === "group" ? "face square" : "face", "aria-hidden": "true" });
	if (kind === "bot") f.append(el("img", { src: "/room/lamp.svg", alt: "" }));
	else f.append([...name][0] || "?");
	f.dataset.tone = kind === "bot" ? "bot" : [...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
	return f;
}

/* Text in which links can be pressed. */
export function words(text) {
	return text.split(/(https?:\/\/[^\s<>"'，。；、）】」]+)/).map((piece, i) => {
		const short = piece.replace(/^https?:\/\//, "");
		return i % 2 ? el("a", { href: piece, target: "_blank", rel: "noopener noreferrer" },
			short.length > 34 ? short.slice(0, 32) + "…" : short) : piece;
	});
}

/* Which of the buttons within has the focus, or -1. */
export const focusWithin = (box) => [...box.querySelectorAll("button")].indexOf(document.activeElement);

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
export const newId = () =>
	Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

/* Reads, or writes when there is a value. Storage may be forbidden: the page works without. */
export function remember(store, key, value) {
	try {
		if (value === undefined) return JSON.parse(store().getItem(key));
		store().setItem(key, JSON.stringify(value));
	} catch { /* then it is forgotten */ }
	return null;
}

/* The JSON of the answer; an Error with its status otherwise (none: no answer came). */
export async function ask(path, body, patience) {
	const answer = await fetch(path, {
		method: body ? "POST" : "GET",
		headers: body ? { "Content-Type": "application/json" } : {},
		body: body && JSON.stringify(body),
		signal: AbortSignal.timeout(patience || 20000),
	});
	const json = await answer.json().catch(() => ({}));
	if (!answer.ok) throw Object.assign(new Error(json.detail || ""), { status: answer.status });
	return json;
}

/* At most 1600 pixels and some 600 KB; drawing anew also drops what the camera
 * wrote into the file. Throws when it is no picture. */
export async function shrink(file) {
	const picture = await createImageBitmap(file), scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
	const width = Math.ceil(picture.width * scale), height = Math.ceil(picture.height * scale);
	const canvas = el("canvas", { width, height });
	canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
	let blob;
	for (const quality of [0.85, 0.7, 0.5, 0.3]) {
		blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
		if (blob.size < 600000) break;
	}
	const bytes = new Uint8Array(await blob.arrayBuffer());
	let binary = "";
	for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
	return { mime: "image/jpeg", base64: btoa(binary), url: URL.createObjectURL(blob) };
}
