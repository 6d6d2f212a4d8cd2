/* table.c - every option of the configuration, and the example file
 * that is printed from it: config.example.ini can say nothing else. */
#include "bot/config/table.h"

#include <string.h>

#include "bot/channels/channel.h"
#include "bot/config/config.h"

const struct option_section option_sections[] = {
	{ "bot", "Who it is and where it keeps things." },
	{ "http", "What is served: chat room, bridge API, webhooks, health and metrics." },
	{ "store", "The database." },
	{ "hours", "Local times of the day, as lists of FROM-TO; TO may be on the next day. What is sent\n"
		   "unasked (briefings, reminders) will keep to them; answers never wait." },
	{ "limits", "Against floods. Whoever exceeds one is told once, kindly, then not answered for a while." },
	{ "privacy", "What is encrypted, and how long things are kept: ..._days; 0, where it is taken, is for ever." },
	{ "log", "One line an event, to the standard error." },
	{ .name = NULL },
};

/* What follows the help: bounds of numbers and texts, words and where they go. */
#define OPTION(s, k, t, member, o, h, ...)                                                                             \
	{                                                                                                              \
		.section = s, .key = k, .type = OPTION_##t, .otherwise = o, .offset = offsetof(struct config, member), \
		.help = h, __VA_ARGS__                                                                                 \
	}
#define KEEP(k, kind, o, h, ...) OPTION("privacy", k, INT, keep_days[KEEP_##kind], o, h, __VA_ARGS__)
#define BETWEEN(least, most) .min = (least), .max = (most)
#define ONE_OF(w, t) .words = (w), .size = sizeof(t)

const struct option options[] = {
	OPTION("bot", "name", TEXT, bot_name, "小灯", "What people call it in a group.", BETWEEN(1, 40)),
	OPTION("bot", "timezone", ZONE, timezone, "Asia/Shanghai", "The clock of the city."),
	OPTION("bot", "pack", SHARED, pack, "dialogs/zh-CN",
	       "Folder of the dialog pack: what it understands and says. Looked for beside this file,\n"
	       "in the source tree, then where `make install` put it."),
	OPTION("bot", "data", PATH, data, "data",
	       "Folder for everything that it writes; made (mode 0700) when absent."),

	OPTION("http", "listen", LISTEN, listen, "127.0.0.1:8087",
	       "ADDRESS:PORT. Port 0: any free one; it is printed at the start. Another address than\n"
	       "loopback belongs behind a reverse proxy with TLS."),
	OPTION("http", "public_url", URL, public_url, NULL,
	       "How the outside reaches this server, e.g. https://bot.example.org; empty: not at all."),
	OPTION("http", "link_days", INT, link_days, "7",
	       "How long a link to the page of one case is good, for departments that do not chat. Needs public_url.",
	       BETWEEN(1, 90)),

	OPTION("store", "url", SQLITE, db, "sqlite:data/xiaodeng.db", "Only SQLite: sqlite:PATH, on a local disk."),

	OPTION("hours", "quiet", SPANS, quiet, "22:00-07:00", "Nothing is sent unasked."),
	OPTION("hours", "peaks", SPANS, peaks, "11:00-13:00, 17:00-19:30",
	       "Riders are busy: nothing unasked that can wait."),
	OPTION("hours", "workday", SPANS, workday, "09:00-17:00", "Offices are open."),

	OPTION("limits", "per_person", INT, per_person, "20", "Messages of one person a minute.", BETWEEN(1, 10000)),
	OPTION("limits", "per_chat", INT, per_chat, "30", "Answers a minute in one group.", BETWEEN(1, 10000)),
	OPTION("limits", "uncalled", INT, uncalled, "5", "Answers a day in one group without being called.",
	       BETWEEN(0, 1000)),
	OPTION("limits", "offers", INT, offers, "3", "Tasks a day for which one volunteer is asked.", BETWEEN(1, 100)),
	OPTION("limits", "wave", INT, wave, "10", "Minutes until more volunteers are asked for the same task.",
	       BETWEEN(1, 1440)),
	OPTION("limits", "alert_people", INT, alert_people, "3",
	       "So many people with the same kind of matter at one place, and staff hear of it; 0: never.",
	       BETWEEN(0, 1000)),
	OPTION("limits", "alert_days", INT, alert_days, "7", "… within so many days, and once in as many.",
	       BETWEEN(1, 90)),
	OPTION("limits", "group", INT, group, "256",
	       "Messages that share one write to the disk when many come at once; 1: each its own.", BETWEEN(1, 256)),
	OPTION("limits", "body", INT, body, "1048576", "Bytes of one HTTP request.", BETWEEN(65536, 16777216)),
	OPTION("limits", "photo", INT, photo, "10485760", "Bytes of one photo.", BETWEEN(65536, 20971520)),

	OPTION("privacy", "key_file", PATH, key_file, "data/master.key",
	       "The master key of all that is encrypted in the database; made (mode 0600) when absent.\n"
	       "Keep a copy away from the backups: without it they cannot be read, with it anybody can."),
	OPTION("privacy", "ledger_file", PATH, ledger_file, "data/deleted.ledger",
	       "Who had himself deleted, as keyed hashes: after a restore he is deleted again. It belongs on\n"
	       "another disk than the database, or its copies beside the backups (`backup --keep` puts one there)."),
	KEEP("seen_days", SEEN, "30",
	     "Days in which a message is recognised when it comes again (only a keyed hash is kept).", BETWEEN(1, 366)),
	KEEP("outbox_days", OUTBOX, "7", "Days that the texts of sent replies are kept.", BETWEEN(1, 366)),
	KEEP("replies_days", REPLIES, "400", "Days that it is kept that somebody was sent something.",
	     BETWEEN(0, 3650)),
	KEEP("quarantine_days", QUARANTINE, "30",
	     "Days that messages which could not be handled wait for a person to look at them.", BETWEEN(1, 366)),
	KEEP("unmatched_days", UNMATCHED, "90",
	     "Days that sentences which were not understood, and what no lesson says, with their\n"
	     "numbers masked, are kept for the staff.",
	     BETWEEN(1, 3650)),
	KEEP("conversation_days", CONVERSATION, "30",
	     "Days after which an open form, a draft, what was last spoken of is forgotten.", BETWEEN(1, 366)),
	KEEP("callback_days", CALLBACK, "30", "Days that the number of a call that was made is kept.",
	     BETWEEN(0, 3650)),
	KEEP("handover_days", HANDOVER, "90", "Days that it is kept whose hand-over to a person it was.",
	     BETWEEN(0, 3650)),
	KEEP("reveal_days", REVEAL, "365",
	     "Days that it is kept whose number was shown to staff, and why; that it was is audited.",
	     BETWEEN(0, 3650)),
	KEEP("help_days", HELP, "90", "Days that place, phone, words and pictures of a finished task or ride are kept.",
	     BETWEEN(0, 3650)),
	KEEP("picture_days", PICTURES, "365", "Days that pictures and voices of a finished case are kept.",
	     BETWEEN(0, 3650)),
	KEEP("case_link_days", CASE_LINK, "1095",
	     "Days that a finished case is linked to who filed or supported it, and to its exact place. It\n"
	     "counts as before afterwards, for the same trade and street.",
	     BETWEEN(0, 3650)),
	KEEP("case_text_days", CASE_TEXT, "1825", "Days that the words of a finished case are kept.",
	     BETWEEN(0, 36500)),
	KEEP("stranger_days", STRANGER, "400",
	     "Days after which people who once wrote, never registered and have no part in anything are forgotten.",
	     BETWEEN(0, 3650)),
	KEEP("leaver_days", LEAVER, "730", "The same of people who left the roster.", BETWEEN(0, 3650)),

	OPTION("log", "level", WORD, log_level, "info", "debug, info, warn or error.",
	       ONE_OF("debug|info|warn|error", enum log_level)),
	OPTION("log", "format", WORD, log_json, "text", "text or json.", ONE_OF("text|json", bool)),
	{ .section = NULL },
};

const struct option_channel option_channels[] = {
	{ "room", "room", "The chat room page on this machine.", false, NULL, NULL },
	{ "bridge", "bridge", "The bridge API, for programs that connect other platforms.", false, NULL, NULL },
	{ "telegram", "telegram",
	  "Telegram: write /newbot to @BotFather, put the token that it gives into the file, and take the\n"
	  "# signs off the lines that have no blank after them.",
	  true, "token_file", "data/telegram.token" },
	{ .name = NULL },
};

/* ----------------------------------------------------------- the example */

static void comment(struct buf *b, const char *text)
{
	struct str rest = str_c(text), line;

	while (str_split(&rest, '\n', &line))
		buf_printf(b, "# " STR_FMT "\n", STR_ARG(line));
}

static void setting(struct buf *b, const char *off, const char *key, const char *otherwise)
{
	if (otherwise)
		buf_printf(b, "%s%s = %s\n", off, key, otherwise);
	else
		buf_printf(b, "#%s =\n", key);
}

static void channel(struct buf *b, const struct option_channel *c)
{
	const struct channel_ops *ops = channel_kind(c->kind);
	const char *off = c->off ? "#" : "";

	if (!ops)
		return;
	buf_addc(b, "\n");
	comment(b, c->help);
	buf_printf(b, "%s[channel %s]\n%skind = %s\n", off, c->name, off, c->kind);
	for (const struct channel_option *o = ops->options; o && o->key; o++) {
		comment(b, o->help);
		setting(b, off, o->key, c->key && strcmp(c->key, o->key) == 0 ? c->value : o->otherwise);
	}
}

void config_example(struct buf *b)
{
	comment(b, "Configuration of Xiaodeng. Every key is here with its default; what is left out keeps it.\n"
		   "An unknown key or a bad value is refused at the start. Paths are relative to this file.\n"
		   "${NAME} in a value is the environment variable NAME.");
	for (const struct option_section *s = option_sections; s->name; s++) {
		buf_addc(b, "\n");
		comment(b, s->help);
		buf_printf(b, "[%s]\n", s->name);
		for (const struct option *o = options; o->section; o++) {
			if (strcmp(o->section, s->name) != 0)
				continue;
			comment(b, o->help);
			setting(b, "", o->key, o->otherwise);
		}
	}
	buf_addc(b, "\n");
	comment(b, "Channels, one section each. The name is yours (a-z, 0-9, -): it stands in ids (NAME:ID),\n"
		   "so do not change it later. Sections of one kind may be repeated under other names.");
	for (const struct option_channel *c = option_channels; c->name; c++)
		channel(b, c);
}
