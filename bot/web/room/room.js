/* room.js - the chat page: what is said goes up by POST, what happens comes
 * down by long poll. Whatever anybody typed only ever becomes text. */
import { ask, el, face, focusWithin, icon, newId, pause, remember, shrink, words } from "./parts.js";

const $ = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 720px)");

const room = {
	name: "小灯", people: [], groups: [], places: [],	/* and more, see /room/state */
	boot: "", seq: 0,		/* which process, and how far we have read it */
	history: 0,			/* up to here it happened before we came: nothing to count or to read aloud */
	me: null,			/* who this tab speaks as: {id, name, note, groups} */
	chat: null,			/* the open one: {id, type, title} */
	talks: new Map(),		/* chat key -> events in order */
	known: new Map(),		/* event key -> event */
	unread: new Map(),		/* chat key -> number */
	queue: [],			/* what was typed and is not delivered yet */
	photo: null, position: null,	/* attached to the next message */
};

/* ---------------------------------------------------------------- chats */

const keyOf = (chat) => chat.type + ":" + chat.id;
const clock = (ms) => new Date(ms).toLocaleTimeString("zh-CN",
	{ hour: "2-digit", minute: "2-digit", timeZone: room.timezone });
const privateChat = () => ({ id: room.me.id, type: "private", title: room.name });
const isMine = (group) => room.me.groups.includes(group.id);
const groupChat = (g) => ({ id: g.id, type: "group", title: g.title });
const reading = (chat) => room.chat && keyOf(chat) === keyOf(room.chat) && !document.hidden &&
	(wide.matches || $("app").dataset.view === "chat");

const nameOf = (e) => e.kind === "bot" ? room.name : e.from.name;

/* Chats that are this person's business: only these count as unread. */
const concerns = (chat) => chat.type === "private" ? chat.id === room.me.id
	: !room.me.groups.length || room.me.groups.includes(chat.id);

function chatRow(chat) {
	const talk = room.talks.get(keyOf(chat)) || [], last = talk[talk.length - 1];
	const unread = room.unread.get(keyOf(chat)) || 0;
	const line = last ? nameOf(last) + "：" + (last.text || (last.photo ? "[照片]" : "[位置]")) : "";
	return el("button", {
		type: "button", className: "chat", onclick: () => go(chat),
		"aria-current": room.chat && keyOf(chat) === keyOf(room.chat) ? "true" : false,
	},
	face(chat.title, chat.type === "private" ? "bot" : "group"),
	el("span", { className: "chat-text" }, el("b", {}, chat.title),
		el("small", {}, line.slice(0, 40) || (chat.type === "private" ? "私聊，只有你和它" : "还没人说话"))),
	unread ? el("span", { className: "count" }, String(Math.min(unread, 99)),
		el("span", { className: "hidden" }, "条未读")) : null);
}

function showChats() {
	if (!room.me) return;
	const groups = room.groups.map(groupChat), own = groups.filter(isMine), rest = groups.filter((g) => !isMine(g));
	const had = focusWithin($("chats"));
	$("chats").replaceChildren(chatRow(privateChat()),
		...own.length ? [el("h3", {}, "我的群"), ...own.map(chatRow)] : [],
		...rest.length ? [el("h3", {}, own.length ? "别的群" : "群"), ...rest.map(chatRow)] : []);
	if (had >= 0) $("chats").querySelectorAll("button")[had]?.focus();
	const others = [...room.unread].reduce((sum, [, n]) => sum + n, 0);
	$("elsewhere").hidden = !others;
	$("elsewhere").textContent = Math.min(others, 99);
	document.title = (others ? "(" + others + ") " : "") + room.name;
}

/* The address names the chat, so that the phone's back key works. */
const go = (chat) => {
	const hash = chat.type === "private" ? "#p" : "#g/" + encodeURIComponent(chat.id);
	if (location.hash === hash) show();
	else location.hash = hash;
};

function show(focus = true) {
	if (!room.me) return;
	const hash = location.hash, group = room.groups.find((g) => hash === "#g/" + encodeURIComponent(g.id));
	const listed = !group && hash !== "#p";
	room.chat = group ? groupChat(group) : privateChat();
	$("app").dataset.view = listed ? "list" : "chat";
	if (reading(room.chat)) room.unread.delete(keyOf(room.chat));
	$("title").textContent = room.chat.title;
	$("hint").textContent = group ? "群聊 · 叫一声 @" + room.name + "，它才说话" : "私聊 · 充电、上课、反映问题，直接说";
	$("text").placeholder = group ? "在群里说点什么" : "跟" + room.name + "说点什么";
	$("newer").hidden = true;
	showChips();
	showLog();
	showChats();
	if (!focus) return;
	if (wide.matches) $("text").focus();
	else if (listed) $("chats").querySelector("[aria-current]")?.focus();
	else $("title").focus();
}

/* They only fill the line: what is sent is what the person sends. */
function showChips() {
	const call = room.chat.type === "group" ? "@" + room.name + " " : "";
	const chip = (label, text) => el("button", {
		type: "button",
		onclick: () => {
			$("text").value = call + text;
			grow();
			$("text").focus();
		},
	}, label);
	$("chips").replaceChildren(...call ? [chip(call.trim(), "")] : [],
		chip("哪儿可以充电", "哪儿可以充电"), chip("今天的课", "今天的课"),
		chip("我要反映…", "我要反映 "), chip("我想当志愿者", "我想当志愿者"));
}

/* ------------------------------------------------------------- messages */

function bubble(e) {
	const b = el("div", { className: "bubble" });
	if (e.chat.type === "group" && e.to && e.to.name) b.append(el("span", { className: "at" }, "@" + e.to.name + " "));
	if (e.text) b.append(...e.kind === "bot" ? words(e.text) : [e.text]);
	if (e.photo) {
		const img = el("img", { src: e.photo, alt: "照片" });
		img.onload = () => { if (stuck) toEnd(); };
		img.onerror = () => img.replaceWith("[照片已不在]");
		b.append(img);
	}
	if (e.position) b.append(el("span", { className: "where" }, icon("place"),
		e.position.name || e.position.lat.toFixed(5) + ", " + e.position.lon.toFixed(5)));
	return b;
}

function buttons(e) {
	return el("div", { className: "buttons" }, ...e.buttons.map((b) => el("button", {
		type: "button", "aria-pressed": String(e.pressed === b),
		onclick: () => {
			e.pressed = b;
			redraw(e);
			send({ button: b.data, text: b.text, reply_to: e.id });
		},
	}, b.text)));
}

function tick(e) {
	const again = () => {
		e.state = "sending";
		redraw(e);
		room.queue.push(e);
		deliver();
	};
	if (e.state === "failed")
		return el("p", { className: "tick" }, (e.why || "没发出去") + " ",
			el("button", { type: "button", onclick: again }, "再发一次"));
	return el("p", { className: "tick" }, e.state === "sending" ? "发送中…" : "已送到 ✓");
}

const speaker = (e) => e.kind === "bot" ? "bot" : "p" + e.from.id;
function row(e, before) {
	const mine = e.kind !== "bot" && e.from.id === room.me.id;
	const name = nameOf(e);
	const follows = before && speaker(before) === speaker(e) && e.time - before.time < 180000;
	const kind = mine ? " mine " + e.state : e.kind === "bot" ? " bot" : "";
	return el("div", { className: "msg" + kind + (follows ? " follows" : "") },
		face(name, e.kind),
		el("div", { className: "body" },
			el("p", { className: "by" }, mine ? el("span", { className: "hidden" }, "我") : el("b", {}, name),
				el("time", {}, clock(e.time))),
			bubble(e), e.buttons && e.buttons.length ? buttons(e) : null, mine ? tick(e) : null));
}

function draw(e, before) {
	const fresh = row(e, before);
	if (e.row) e.row.replaceWith(fresh);
	return e.row = fresh;
}

function redraw(e) {
	if (!e.row || !e.row.isConnected) return;
	const focused = focusWithin(e.row);
	const talk = room.talks.get(keyOf(e.chat));
	draw(e, talk[talk.indexOf(e) - 1]);
	if (focused >= 0) (e.row.querySelectorAll("button")[focused] || $("text")).focus();
}

function welcome() {
	const group = room.chat.type === "group";
	return el("div", { className: "welcome" }, el("img", { src: "/room/lamp.svg", alt: "" }),
		el("h3", {}, group ? room.chat.title : "我是" + room.name),
		el("p", {}, group ? "叫一声“@" + room.name + "”再问，它就回你。大家自己聊天，它不插嘴，也不留。"
			: "找充电喝水的地方、学一课、反映问题、报名帮忙，一句话就行。不用登记。"));
}

const atEnd = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < 80;
let stuck = true;	/* the newest stays in sight, also when the log gets smaller or a picture grows */
const toEnd = () => { $("log").scrollTop = $("log").scrollHeight; stuck = true; $("newer").hidden = true; };

function showLog() {
	const log = $("log"), talk = room.talks.get(keyOf(room.chat)) || [];
	log.setAttribute("aria-live", "off");	/* a screen reader hears what is new, not the whole talk again */
	log.replaceChildren(...talk.length ? [] : [welcome()],
		...talk.some((e) => e.early)
			? [el("p", { className: "note" }, "更早的：" + room.name + "的回答还在，大家说的话没有留。")] : [],
		...talk.map((e, i) => { e.row = null; return draw(e, talk[i - 1]); }));
	toEnd();
	requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

function add(e, history) {
	const key = keyOf(e.chat), talk = room.talks.get(key) || [];
	const seen = room.known.get(e.key);
	if (seen) {	/* our own, now delivered; or shown before a reconnect */
		if (seen.state === "sending") { seen.state = "sent"; redraw(seen); }
		return;
	}
	room.known.set(e.key, e);
	talk.push(e);
	room.talks.set(key, talk);
	if (talk.length > 500) room.known.delete(talk.shift().key);
	if (!history && !reading(e.chat) && concerns(e.chat) && !(e.kind === "said" && e.from.id === room.me.id))
		room.unread.set(key, (room.unread.get(key) || 0) + 1);
	if (keyOf(room.chat) !== key) return;
	if (talk.length === 1 || history) return showLog();
	$("log").append(draw(e, talk[talk.length - 2]));
	e.row.classList.add("fresh");
	if (stuck || (e.kind === "said" && e.from.id === room.me.id)) toEnd();
	else $("newer").hidden = false;
}

/* -------------------------------------------------------------- sending */

function send(what) {
	const e = {
		kind: "said", id: newId(), from: { id: room.me.id, name: room.me.name },
		chat: { id: room.chat.id, type: room.chat.type },
		time: Date.now(), state: "sending", text: what.text || "", position: what.position,
		photo: what.photo && what.photo.url, body: what,
	};
	e.key = e.id;
	add(e);
	showChats();
	room.queue.push(e);
	deliver();
}

/* One at a time, in order. The id makes a repeated delivery harmless. */
let delivering = false;
async function deliver() {
	if (delivering) return;
	delivering = true;
	for (let wait = 500; room.queue.length;) {
		const e = room.queue[0], { photo, ...rest } = e.body;
		const bytes = photo && { mime: photo.mime, base64: photo.base64 };
		try {
			await ask("/room/say", { id: e.id, as: e.from, chat: e.chat, ...rest, photo: bytes });
			e.state = "sent";
		} catch (error) {
			if (!error.status || error.status >= 500 || error.status === 401) {	/* it is not the message's fault */
				await pause(wait = Math.min(wait * 2, 5000));
				continue;
			}
			e.state = "failed";
			e.why = error.message;
		}
		room.queue.shift();
		redraw(e);
	}
	delivering = false;
}

function submit() {
	const text = $("text").value.trim(), { photo, position } = room;
	if (!room.me || !(text || photo || position)) return;
	send({ text: text || undefined, photo: photo || undefined, position: position || undefined });
	$("text").value = "";
	room.photo = room.position = null;
	showAttached();
	grow();
	$("text").focus();
}

function grow() {
	const t = $("text");
	t.style.height = "auto";
	t.style.height = t.scrollHeight + "px";
}

function showAttached() {
	const piece = (what, label, ...children) => el("span", {}, ...children, el("button", {
		type: "button", className: "icon", "aria-label": "去掉" + label,
		onclick: () => { room[what] = null; showAttached(); $("text").focus(); },
	}, icon("close")));
	$("attached").replaceChildren(
		...room.photo ? [piece("photo", "照片", el("img", { src: room.photo.url, alt: "要发的照片" }))] : [],
		...room.position ? [piece("position", "位置", icon("place"), room.position.name)] : []);
	$("attached").hidden = !room.photo && !room.position;
}

async function attach(file) {
	$("problem").hidden = true;
	try {
		room.photo = await shrink(file);
		showAttached();
		$("text").focus();
	} catch {
		$("problem").textContent = "这个文件打不开，换一张照片。";
		$("problem").hidden = false;
	}
}

/* -------------------------------------------------------------- dialogs */

function choosePlace() {
	const find = $("place-find").value.trim();
	const found = room.places.filter((p) => (p.name + ";" + (p.aliases || "")).includes(find));
	$("places").replaceChildren(...found.map((p) => el("li", {}, el("button", {
		type: "button",
		onclick: () => {
			room.position = { lat: p.lat, lon: p.lon, datum: p.datum, name: p.name };
			$("place-dialog").close();
			showAttached();
			$("text").focus();
		},
	}, icon("place"), p.name))));
	$("no-place").hidden = found.length > 0;
}

const roles = [["rider", "骑手、司机"], ["member", "党员"], ["admin", "管理员"]];
function chooseWho() {
	$("people").replaceChildren(...roles.flatMap(([role, title]) => {
		const people = room.people.filter((p) => p.role === role);
		return people.length ? [el("h3", {}, title), el("ul", {}, ...people.map((p) => el("li", {}, el("button", {
			type: "button", "aria-pressed": String(!!room.me && room.me.id === p.id), onclick: () => become(p),
		}, face(p.name), el("span", {}, el("b", {}, p.name), el("small", {}, p.note))))))] : [];
	}));
	$("name-problem").hidden = true;
	if (!$("who-dialog").open) $("who-dialog").showModal();
}

function become(person) {
	room.me = person;
	room.unread.clear();
	const { id, name } = person;
	remember(() => sessionStorage, "me", { id, name });	/* each tab may be somebody else */
	remember(() => localStorage, "me", { id, name });
	$("who-name").textContent = name;
	$("who-note").textContent = person.note;
	$("who-face").replaceWith(Object.assign(face(name), { id: "who-face" }));
	if ($("who-dialog").open) $("who-dialog").close();
	show();
}

const visitor = (name) => ({ id: room.visitor, name, note: "自己来的", groups: [] });
function whoWasI() {
	const was = remember(() => sessionStorage, "me") || remember(() => localStorage, "me");
	return was && (room.people.find((p) => p.id === was.id) || (was.id === room.visitor && visitor(was.name)));
}

function login() {
	if (!$("login-dialog").open) $("login-dialog").showModal();
}

/* ------------------------------------------------------------ listening */

function lost(why) {
	$("lost").textContent = why || "";
	$("lost").hidden = !why;
}

async function enter() {
	const { seq, ...state } = await ask("/room/state");
	if (state.boot !== room.boot) {	/* a new process counts anew; known events are passed over */
		room.seq = 0;
		room.history = seq;
	}
	Object.assign(room, state);
	$("brand").textContent = room.name;
	$("sample").hidden = $("who-fine").hidden = !room.sample;
	if (room.me && (room.me.id === room.visitor || room.people.some((p) => p.id === room.me.id))) return show(false);
	const was = whoWasI();
	if (was) return become(was);
	room.me = visitor("访客");
	show(false);
	chooseWho();
}

async function listen() {
	for (let wait = 500, inside = false; ;) {
		try {
			if (!inside) await enter();
			inside = true;
			lost();
			const news = await ask("/room/events?after=" + room.seq + "&wait=25&boot=" + room.boot, null, 40000);
			wait = 500;
			if (news.boot !== room.boot) {
				inside = false;
				continue;
			}
			for (const e of news.events)
				add({ ...e, key: e.kind === "bot" ? "bot" + e.id + "@" + e.time : e.id }, e.seq <= room.history);
			room.seq = news.seq;
			if (news.events.length) showChats();
		} catch (error) {
			inside = false;
			if (error.status === 401) login();
			else lost("连不上" + room.name + "，正在重连。你写的会在连上后发出去。");
			await pause(wait * (0.75 + Math.random() / 2));
			wait = Math.min(wait * 2, 5000);
		}
	}
}

/* --------------------------------------------------------------- wiring */

const on = (id, event, act) => $(id).addEventListener(event, act);

on("form", "submit", (e) => { e.preventDefault(); submit(); });
on("text", "input", grow);
on("text", "keydown", (e) => {
	const choosing = e.isComposing || e.keyCode === 229;	/* a word of the input method */
	if (e.key === "Enter" && !e.shiftKey && !choosing) {
		e.preventDefault();
		submit();
	} else if (e.key === "Escape" && (room.photo || room.position)) {
		room.photo = room.position = null;
		showAttached();
	} else if (e.key === "Escape" && !wide.matches) {
		location.hash = "";
	}
});
on("text", "paste", (e) => {
	const file = [...e.clipboardData.files].find((f) => f.type.startsWith("image/"));
	if (file) attach(file);
});
on("photo", "click", () => $("file").click());
on("file", "change", () => { if ($("file").files[0]) attach($("file").files[0]); $("file").value = ""; });
on("place", "click", () => { $("place-find").value = ""; choosePlace(); $("place-dialog").showModal(); });
on("place-find", "input", choosePlace);
on("who", "click", chooseWho);
on("back", "click", () => { location.hash = ""; });
on("newer", "click", () => { toEnd(); $("log").focus(); });
on("log", "scroll", () => { stuck = atEnd(); if (stuck) $("newer").hidden = true; });
new ResizeObserver(() => { if (stuck) toEnd(); }).observe($("log"));
on("name-form", "submit", (e) => {
	e.preventDefault();
	const name = $("name").value.trim();
	const problem = !name ? "写个名字。" : name === room.name ? "这是它自己的名字，换一个。" : "";
	$("name-problem").textContent = problem;
	$("name-problem").hidden = !problem;
	if (!problem) become(visitor(name));
});
on("login-form", "submit", async (e) => {
	e.preventDefault();
	try {
		await ask("/room/login", { password: $("password").value });
		location.reload();
	} catch (error) {
		$("login-problem").textContent = error.message && error.status ? error.message : "连不上，再试一次。";
		$("login-problem").hidden = false;
		$("password").select();
	}
});
on("login-dialog", "cancel", (e) => e.preventDefault());
for (const b of document.querySelectorAll("[data-close]")) b.addEventListener("click", () => b.closest("dialog").close());
addEventListener("hashchange", () => show());
addEventListener("visibilitychange", () => {
	if (!room.me || !reading(room.chat)) return;
	room.unread.delete(keyOf(room.chat));
	showChats();
});
wide.addEventListener("change", () => show(false));
listen();
