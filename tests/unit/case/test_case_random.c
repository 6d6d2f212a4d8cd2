/* test_case_random.c - random commands of several people about cases, with crashes,
 * restarts and days that pass: no forbidden state is reached, no number is lost, nothing
 * is filed twice, also when a message is delivered again, nobody is shown what is another's,
 * no department or street a name that was not given to it; the audit chain holds. Some hundreds of sequences; with
 * TEST_LONG=1 thousands. CASE_SEED=N plays one again. */
#include "tests/unit/scratch.h"

#include <inttypes.h>
#include <time.h>

#include "bot/base/clock.h"
#include "store/messages/reply.h"
#include "bot/engine/due.h"
#include "dialogs/build/build.h"
#include "dialogs/pack/pack.h"
#include "handlers/case/staff/link_act.h"
#include "store/db/audit.h"
#include "store/case/alert.h"
#include "store/case/desk.h"
#include "store/lists/import.h"
#include "store/messages/inbox.h"
#include "store/place/place.h"
#include "store/messages/timer.h"

enum { SEQUENCES = 250, SEQUENCES_LONG = 4000, STEPS = 30, CASES_MOST = 64, TEXT = 400 };

/* Wednesday 2025-06-11 09:00 in Shanghai. */
static const ms_t BEGIN = INT64_C(1749603600000);

static const char *const states[] = { "open", "assigned", "answered", "closed", "reopened", "withdrawn", "merged" };
enum { OPEN, ASSIGNED, ANSWERED, CLOSED, REOPENED, WITHDRAWN, MERGED, STATES };

/* From where to where, in any number of moves within one message; itself is always allowed. Only a
 * merged case is over for good. Written down here once more, not taken from the program. */
static const bool allowed[STATES][STATES] = {
	[OPEN] = { [ASSIGNED] = true, [ANSWERED] = true, [CLOSED] = true, [WITHDRAWN] = true, [MERGED] = true },
	[ASSIGNED] = { [OPEN] = true, [ANSWERED] = true, [CLOSED] = true, [WITHDRAWN] = true, [MERGED] = true },
	[ANSWERED] = { [CLOSED] = true, [REOPENED] = true, [WITHDRAWN] = true, [MERGED] = true },
	[CLOSED] = { [REOPENED] = true },
	[REOPENED] = { [ASSIGNED] = true,
		       [OPEN] = true,
		       [ANSWERED] = true,
		       [CLOSED] = true,
		       [WITHDRAWN] = true,
		       [MERGED] = true },
	[WITHDRAWN] = { [OPEN] = true, [ASSIGNED] = true, [ANSWERED] = true, [REOPENED] = true },
};

static const struct {
	const char *id, *name, *phone;
	bool staff, office; /* office: a department or a street, not the city */
} people[] = {
	{ "zhangyong", "张勇", "13800000101", false, false },
	{ "liumin", "刘敏", "13800000102", false, false },
	{ "hesanwa", "何三娃", NULL, false, false },
	{ "zhouming", "周明", NULL, false, false },
	{ "chenrong", "陈蓉", NULL, true, false },
	{ "like", "李科", NULL, true, true },
	{ "sunjie", "孙姐", NULL, true, true },
};
enum { PEOPLE = sizeof people / sizeof *people, RIDERS = 4 };

/* %K becomes a secret word of the speaker's own, %Q a case number. */
static const char *const rider_says[] = {
	"万福广场保安不让停车 一停就锁车 暗号%K",
	"文脉坊门口换电柜吞了我电池 客服没人接 暗号%K",
	"平台扣了我两百块 说我超时 这一单暗号%K",
	"站长拖了我两个月工资不发 暗号%K",
	"瓮亭公园门口井盖不见了 好危险 暗号%K",
	"水井巷14号楼道堆满纸箱 消防通道都堵了 暗号%K",
	"建议驿站晚上开晚点 多放点藿香正气水 暗号%K",
	"书院街有个婆婆晕倒了 叫不醒 暗号%K",
	"文脉坊楼下着火了 冒黑烟 暗号%K",
	"我的单子",
	"我那个停车的咋样了",
	"%Q",
	"%Q咋样了",
	"新的",
	"补充",
	"再补一句 他们又来了 暗号%K",
	"给%Q补充 昨天也遭了 暗号%K",
	"%Q的地点是西门 暗号%K",
	"撤回%Q",
	"已经解决了 撤了吧",
	"不撤了",
	"%Q不撤了",
	"满意",
	"不满意 还是老样子 暗号%K",
	"不满意",
	"%Q 满意",
	"%Q 不满意 暗号%K",
	"解决了",
	"附议%Q",
	"+1",
	"不要让他们晓得是我",
	"可以留名",
	"同意",
	"Q-1",
	"第二个",
	"就这些",
	"跳过",
	"%Q派给城管",
	"%Q答复 已办",
	"瑞云府咋进",
	"万福广场车停哪儿",
	"报上去",
	"瑞云府保安不让进 只能走路送 暗号%K",
	"现在不从北门进了 走东门",
	"G-1确认",
	"我巡查报了多少",
};
static const char *const staff_says[] = {
	"未派的单",
	"逾期的单",
	"我的单",
	"下一页",
	"%Q",
	"看看上面那件",
	"%Q派给城管",
	"%Q派给文君街道",
	"%Q派给交警大队 城管协助",
	"改派城管",
	"%Q退回 不归我们管",
	"%Q延期3天 等设备到货",
	"%Q正在协调",
	"%Q补问 是哪个门",
	"%Q答复 已经处理好了",
	"%Q答复 按规定不能办",
	"上面那件办结 已经退款",
	"%Q采纳 下月就办",
	"%Q不采纳 没有场地",
	"%Q作废 重复反映",
	"%Q重开 回访没解决",
	"%Q并入%Q",
	"%Q结果改为解释说明",
	"%Q我来处理",
	"我来处理",
	"%Q电话 要现场核实",
	"%Q 12345单号 2025061100",
	"%Q答复 瑞云府从东门进 登记就行",
	"待确认的攻略",
	"G-1确认",
	"G-2不用",
	"本周小结",
	"发",
	"%Q 交警大队回复：已划线 12345编号 2025061100",
	"%Q来源改成走访",
	"%Q的链接",
	"%Q链接作废",
};

struct secret {
	char word[8];
	int owner; /* in people */
};

struct play {
	struct scratch *s;
	struct places *places;
	struct gazetteer gazetteer;
	uint64_t dice;
	ms_t now;
	int64_t messages, last_reply;
	struct secret secrets[STEPS + 1];
	size_t n_secrets;
	int before[CASES_MOST + 1]; /* the state of each number; -1: not there yet */
	char said[TEXT];
	char trail[STEPS * 2][TEXT];
	size_t n_trail;
};

static struct pack *pack;
static struct str base; /* the bytes of a database with the base city */

static size_t roll(struct play *p, size_t below)
{
	p->dice ^= p->dice << 13;
	p->dice ^= p->dice >> 7;
	p->dice ^= p->dice << 17;
	return (size_t)(p->dice % below);
}

/* ---------------------------------------------------------------------- the stage */

static bool writes_first(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static struct turn_world world_of(struct play *p)
{
	return (struct turn_world){
		.db = p->s->db,
		.pack = pack,
		.places = &p->gazetteer,
		.uncalled_per_day = 5,
		.alert_people = 2,
		.alert_days = 7,
		.workday = "09:00-17:00",
		.hours = { .quiet = { .v = { { 22 * 60, 7 * 60 } }, .n = 1 },
			   .peaks = { .v = { { 11 * 60, 13 * 60 } }, .n = 1 },
			   .workday = { .v = { { 9 * 60, 17 * 60 } }, .n = 1 } },
		.public_url = "https://xiaodeng.example.org",
		.link_days = 7,
		.may_write_first = writes_first,
	};
}

static void open_db(struct play *p)
{
	assert_int_equal(db_open(scratch_path(p->s, "a.db"), DB_SCRATCH, &p->s->keys, &p->s->db), OK);
	p->places = places_new(p->s->db);
	p->gazetteer = (struct gazetteer){ places_longest, p->places };
}

static void close_db(struct play *p)
{
	places_free(p->places);
	db_close(p->s->db);
	p->s->db = NULL;
}

static void fail_play(struct play *p, const char *what)
{
	for (size_t i = 0; i < p->n_trail; i++)
		print_error("  %s\n", p->trail[i]);
	fail_msg("%s", what);
}

/* ------------------------------------------------------------------------ what is said */

static void put(struct play *p, const char *format, int who)
{
	struct str out = STR("");
	int64_t last = db_get_int_n(p->s->db, 0, "select coalesce(max(number), 0) from cases", NULL, 0);

	for (const char *c = format; *c; c++) {
		if (c[0] == '%' && c[1] == 'Q') {
			out = arena_printf(p->s->a, STR_FMT "Q-%" PRId64, STR_ARG(out),
					   (int64_t)roll(p, (size_t)last + 2) + 1);
			c++;
		} else if (c[0] == '%' && c[1] == 'K') {
			struct secret *k = &p->secrets[p->n_secrets++];

			snprintf(k->word, sizeof k->word, "#%04zu", roll(p, 10000));
			k->owner = who;
			out = arena_printf(p->s->a, STR_FMT "%s", STR_ARG(out), k->word);
			c++;
		} else {
			out = arena_printf(p->s->a, STR_FMT "%c", STR_ARG(out), *c);
		}
	}
	snprintf(p->said, sizeof p->said, STR_FMT, STR_ARG(out));
}

static struct message message(struct play *p, int who, bool group)
{
	struct message m = {
		.channel = STR("bridge"),
		.id = arena_printf(p->s->a, "m%" PRId64, p->messages++),
		.time = p->now,
		.chat = str_c(group ? "G1" : people[who].id),
		.type = group ? CHAT_GROUP : CHAT_PRIVATE,
		.from = str_c(people[who].id),
		.name = str_c(people[who].name),
		.text = arena_str(p->s->a, str_c(p->said)),
		.mentions_bot = group && roll(p, 3) > 0,
	};

	if (p->n_trail < sizeof p->trail / sizeof *p->trail)
		snprintf(p->trail[p->n_trail++], TEXT, "%" PRId64 "min %s %.12s: %.300s", (p->now - BEGIN) / MS_MINUTE,
			 group ? "group" : "private", people[who].name, p->said);
	return m;
}

/* ------------------------------------------------------------------------ what must hold */

static int state_number(struct str s)
{
	for (int i = 0; i < STATES; i++)
		if (str_is(s, states[i]))
			return i;
	return -1;
}

static void look_at_states(struct play *p, int may_file)
{
	struct rows *r = db_query0(p->s->db, "select number, state from cases order by number");
	int64_t n = 0;
	int new = 0;

	while (db_next(r)) {
		int64_t number = db_int(r, 0);
		int now = state_number(db_str(r, 1));

		if (number != ++n || number > CASES_MOST || now < 0)
			fail_play(p, "a number is missing, or a state is none");
		int was = p->before[number];

		new += was < 0;
		if (was >= 0 && was != now && !allowed[was][now])
			fail_play(p, arena_printf(p->s->a, "Q-%" PRId64 " went from %s to %s", number, states[was],
						  states[now])
					     .p);
		p->before[number] = now;
	}
	db_done(r);
	if (new > may_file)
		fail_play(p, "one message filed more than one case");
	if (db_get_int(p->s->db, 0, "select last from number where letter = ?1", V("Q")) != n)
		fail_play(p, "a number was given out and lost");
}

/* What belongs together in a row. Each line: what would be wrong. */
static void look_at_rows(struct play *p)
{
#define WRONG(what) "select number from cases c where " what " limit 1"
	static const char *const wrong[] = {
		WRONG("live <> (state in ('open', 'assigned', 'answered', 'reopened'))"),
		WRONG("(closed_at is null) <> live"),
		WRONG("due_at is not null and state not in ('assigned', 'reopened')"),
		WRONG("state = 'assigned' and (department is null or assigned_at is null)"),
		WRONG("state = 'open' and department is not null"),
		WRONG("state = 'answered' and (answered_at is null or outcome is null)"),
		WRONG("state = 'reopened' and reopened = 0"),
		WRONG("state = 'merged' and (merged_into is null or merged_into = number)"),
		WRONG("state = 'merged' and (select state from cases m where m.number = c.merged_into) = 'merged'"),
		WRONG("overdue_days > 0 and overdue = 0"),
		WRONG("rating = 'satisfied' and state = 'answered' and reopened = 0"),
		WRONG("kind = 'suggestion' and (due_at is not null or overdue or outcome not in ('adopted', 'declined'))"),
		WRONG("kind <> 'suggestion' and outcome in ('adopted', 'declined')"),
		WRONG("state = 'answered' and not exists(select 1 from timer t where t.job = 'case.unrated' and t.subject = number)"),
		WRONG("state <> 'answered' and exists(select 1 from timer t where t.job = 'case.unrated' and t.subject = number)"),
		WRONG("due_at is null and exists(select 1 from timer t where t.job like 'case.%' and t.job in ('case.due', 'case.remind')"
		      " and t.subject = number)"),
		WRONG("rating = 'satisfied' and not exists(select 1 from case_event e where e.number = c.number"
		      " and e.event = 'rated' and e.person in (c.person, c.on_behalf))"),
		WRONG("state = 'closed' and kind <> 'suggestion' and rating is null"),
		WRONG("overdue and not exists(select 1 from case_event e where e.number = c.number and e.event = 'assigned')"),
		WRONG("(select count(*) from audit where action = 'case.filed') <> (select count(*) from cases)"),
		WRONG("exists(select 1 from access_note n where n.source = c.number and n.state = 'confirmed' and n.person is not null)"),
		WRONG("(select count(*) from access_note n where n.source = c.number) > 1"),
		WRONG("taken_by is not null and danger is null"),
		WRONG("exists(select 1 from case_supporter x where x.number = c.number and x.person = c.person)"),
		WRONG("(select count(*) from case_event e where e.number = c.number and e.event = 'filed') <> 1"),
		WRONG("(select count(*) from case_event e where e.number = c.number and e.event = 'reopened') <> reopened"),
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct rows *r = db_query_n(p->s->db, wrong[i], NULL, 0);
		int64_t number = db_next(r) ? db_int(r, 0) : 0;

		db_done(r);
		if (db_error(p->s->db) != OK || number)
			fail_play(p, arena_printf(p->s->a, "Q-%" PRId64 ": %s", number, wrong[i]).p);
	}
}

static int person_named(struct play *p, int64_t id)
{
	struct str name = db_get_str(p->s->db, p->s->a, "select unseal(name) from person where id = ?1", V(id));

	for (int i = 0; i < PEOPLE; i++)
		if (str_is(name, people[i].name))
			return i;
	return -1;
}

/* May this person read what stands in the words of that case's people? */
static bool may_read(struct play *p, int64_t reader, int owner, const char *word)
{
	struct str like = arena_printf(p->s->a, "%%%s%%", word);
	int64_t number = db_get_int(p->s->db, 0,
				    "select number from cases where unseal(text) like ?1 union"
				    " select number from case_event where unseal(text) like ?1 limit 1",
				    V(like));
	int who = person_named(p, reader);

	if (who == owner)
		return true;
	return who >= 0 && people[who].staff && number &&
	       (case_sight(p->s->db, reader, number) || case_was_alerted(p->s->db, number, reader));
}

/* May this department or street know who filed something? Where he agreed, or where he is in danger. */
static bool may_know_name(struct play *p, int64_t reader, int rider)
{
	int64_t numbers[CASES_MOST];
	size_t n = db_ints(db_query(p->s->db,
				    "select number from cases c join person p on p.id = c.person"
				    " where unseal(p.name) = ?1 and (not anonymous or danger is not null)",
				    V(people[rider].name)),
			   numbers, CASES_MOST);

	for (size_t i = 0; i < n; i++)
		if (case_sight(p->s->db, reader, numbers[i]) || case_was_alerted(p->s->db, numbers[i], reader))
			return true;
	return false;
}

static void look_at_reply(struct play *p, int64_t chat, bool group, int64_t reader, struct str text)
{
	int who = person_named(p, reader);

	(void)chat;
	for (size_t i = 0; i < p->n_secrets; i++)
		if (str_has(text, str_c(p->secrets[i].word)) &&
		    (group || !may_read(p, reader, p->secrets[i].owner, p->secrets[i].word)))
			fail_play(p, arena_printf(p->s->a, "%s of %s was shown to %s: " STR_FMT, p->secrets[i].word,
						  people[p->secrets[i].owner].name,
						  group ? "the group" : people[who < 0 ? 0 : who].name, STR_ARG(text))
					     .p);
	for (int i = 0; i < RIDERS; i++) {
		bool other = i != who && (group || who < 0 || !people[who].staff);

		if (who >= 0 && people[who].office && !group && str_has(text, str_c(people[i].name)) &&
		    !may_know_name(p, reader, i))
			fail_play(p, arena_printf(p->s->a, "%s was told the name of %s: " STR_FMT, people[who].name,
						  people[i].name, STR_ARG(text))
					     .p);

		if (other && !group && str_has(text, str_c(people[i].name)))
			fail_play(p,
				  arena_printf(p->s->a, "the name of %s: " STR_FMT, people[i].name, STR_ARG(text)).p);
		if (people[i].phone && (other || group) && str_has(text, str_c(people[i].phone)))
			fail_play(p, "a phone number was shown");
	}
}

static void look_at_replies(struct play *p)
{
	struct {
		int64_t id, chat, person;
		bool group;
		struct str body;
	} v[64];
	size_t n = 0;
	struct rows *r = db_query(
		p->s->db,
		"select o.id, o.chat, c.type = 'group', coalesce(c.person, 0), unseal(o.body) from outbox o"
		" join chat c on c.id = o.chat where o.id > ?1 order by o.id",
		V(p->last_reply));

	while (n < sizeof v / sizeof *v && db_next(r)) {
		v[n].id = db_int(r, 0);
		v[n].chat = db_int(r, 1);
		v[n].group = db_int(r, 2);
		v[n].person = db_int(r, 3);
		v[n++].body = arena_str(p->s->a, db_str(r, 4));
	}
	db_done(r);
	for (size_t i = 0; i < n; i++) {
		struct reply reply;

		assert_true(reply_load(v[i].body, p->s->a, &reply));
		look_at_reply(p, v[i].chat, v[i].group, v[i].person, reply.text);
		p->last_reply = v[i].id;
	}
}

static void look(struct play *p, int may_file)
{
	look_at_states(p, may_file);
	look_at_rows(p);
	look_at_replies(p);
}

/* --------------------------------------------------------------------------- a play */

static void turn(struct play *p, const struct message *m)
{
	struct turn_world w = world_of(p);
	struct arena *a = arena_new();
	struct turn_result result;

	assert_int_equal(db_begin(p->s->db), OK);
	db_savepoint(p->s->db);
	struct inbox_key key = inbox_key(p->s->db, m->channel, m->id);

	if (inbox_add(p->s->db, &key, p->now)) /* as the gateway does it: once */
		turn_run(&w, m, p->now, a, &result);
	if (db_error(p->s->db) != OK)
		fail_play(p, db_error_text(p->s->db));
	assert_int_equal(db_release(p->s->db), OK);
	arena_free(a);
}

static void say(struct play *p)
{
	bool staff = roll(p, 5) < 2;
	int who = staff ? RIDERS + (int)roll(p, PEOPLE - RIDERS) : (int)roll(p, RIDERS);
	bool group = !staff && roll(p, 4) == 0;

	if (staff)
		put(p, staff_says[roll(p, sizeof staff_says / sizeof *staff_says)], who);
	else
		put(p, rider_says[roll(p, sizeof rider_says / sizeof *rider_says)], who);
	struct message m = message(p, who, group);

	if (roll(p, 12) == 0) { /* the process dies before the commit; the message comes again */
		turn(p, &m);
		db_rollback(p->s->db);
		close_db(p);
		open_db(p);
		look(p, 0);
	}
	turn(p, &m);
	assert_int_equal(db_commit(p->s->db), OK);
	look(p, 1);
	if (roll(p, 8) == 0) { /* the platform delivers it once more */
		turn(p, &m);
		assert_int_equal(db_commit(p->s->db), OK);
		look(p, 0);
	}
}

static void look_at_chain(struct play *p)
{
	int64_t rows, bad;

	if (audit_verify(p->s->db, p->s->a, &rows, &bad) != OK)
		fail_play(p, "the audit chain is broken");
}

/* What a department that does not chat may know: no name, no number. */
static void look_at_page(struct play *p, const struct case_facts *f)
{
	struct str all = f->text;

	for (size_t i = 0; i < f->n_events; i++)
		all = arena_printf(p->s->a, STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(all),
				   STR_ARG(f->events[i].who), STR_ARG(f->events[i].what), STR_ARG(f->events[i].text));
	for (int i = 0; i < PEOPLE; i++)
		if (f->name.n || str_has(all, str_c(people[i].name)) ||
		    (people[i].phone && str_has(all, str_c(people[i].phone))))
			fail_play(p, "the page names somebody");
}

/* One that was given out at some time, or a new one for any case that a department has. */
static struct page_link any_link(struct play *p)
{
	struct db *db = p->s->db;
	int64_t links = db_get_int_n(db, 0, "select max(id) from page_link", NULL, 0);
	int64_t number = db_get_int(db, 0, "select number from cases where department is not null order by number % ?1",
				    V((int64_t)roll(p, 5) + 1));

	if (links && roll(p, 3) == 0)
		return page_link_load(db, 1 + (int64_t)roll(p, (size_t)links), p->s->a);
	assert_int_equal(db_begin(db), OK);
	int64_t id = page_link_make(db, number, 0, p->now + MS_DAY, p->now, p->s->a);

	assert_int_equal(db_commit(db), OK);
	return page_link_load(db, id, p->s->a);
}

/* Somebody has a link, old or new, and does something with it; sometimes twice. */
static void visit_page(struct play *p)
{
	static const char *const outcomes[] = { "solved", "explained", "not_ours", "cannot", "void", "" };
	struct arena *a = p->s->a;
	struct db *db = p->s->db;
	struct turn_world w = world_of(p);
	struct page_link l = any_link(p);
	struct doing doing = { .w = &w, .link = l.id, .now = p->now, .arena = a };

	if (case_page_state(&l, p->now) != PAGE_GOOD)
		return;
	struct case_facts f = case_facts(&w, l.number, a);
	struct page_sent s = { .act = 1 + (enum page_act)roll(p, PAGE_ACTS - 1),
			       .words = roll(p, 6) ? STR("已办") : STR(""),
			       .outcome = str_c(outcomes[roll(p, sizeof outcomes / sizeof *outcomes)]),
			       .once = arena_printf(a, "%032" PRId64, (int64_t)roll(p, 1 << 20)),
			       .days = (int64_t)roll(p, 7),
			       .version = f.version - (roll(p, 8) == 0) };

	look_at_page(p, &f);
	assert_int_equal(db_begin(db), OK);
	page_link_opened(db, &l, p->now);
	enum page_done done = case_page_do(&doing, &l, &s);

	if (done == PAGE_DONE && case_page_do(&doing, &l, &s) != PAGE_TWICE)
		fail_play(p, "the same was done twice");
	if (db_error(db) != OK)
		fail_play(p, db_error_text(db));
	assert_int_equal(db_commit(db), OK);
	look(p, 0);
}

static void pass_time(struct play *p)
{
	static const ms_t spans[] = { 20 * MS_SECOND, MS_MINUTE, 6 * MS_MINUTE,	  MS_HOUR,
				      9 * MS_HOUR,    MS_DAY,	 4 * (ms_t)MS_DAY };
	struct turn_world w = world_of(p);
	struct arena *a = arena_new();
	ms_t to = p->now + spans[roll(p, sizeof spans / sizeof *spans)];

	for (ms_t next; (next = due_next(p->s->db)) <= to;) {
		p->now = next > p->now ? next : p->now;
		assert_int_equal(db_begin(p->s->db), OK);
		assert_int_equal(due_run(&w, p->now, a), OK);
		assert_int_equal(db_commit(p->s->db), OK);
		arena_reset(a);
	}
	p->now = to;
	arena_free(a);
	look(p, 0);
}

static void play(struct scratch *s, uint64_t seed)
{
	struct play *p = calloc(1, sizeof *p);
	FILE *f = fopen(scratch_path(s, "a.db"), "w");

	assert_non_null(p);
	assert_true(f && fwrite(base.p, 1, base.n, f) == base.n && fclose(f) == 0);
	p->s = s;
	p->dice = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	p->now = BEGIN + (ms_t)roll(p, 24 * 60) * MS_MINUTE;
	memset(p->before, -1, sizeof p->before);
	open_db(p);
	for (int i = 0; i < STEPS; i++) {
		if (roll(p, 3) == 0)
			pass_time(p);
		if (roll(p, 25) == 0) {
			close_db(p);
			open_db(p);
			look_at_chain(p);
		}
		say(p);
		if (roll(p, 2) == 0)
			visit_page(p);
		p->now += (ms_t)roll(p, 90) * MS_SECOND;
	}
	look_at_chain(p);
	close_db(p);
	free(p);
}

static void random_plays(void **state)
{
	struct scratch *s = *state;
	const char *one = getenv("CASE_SEED");
	uint64_t n = getenv("TEST_LONG") ? SEQUENCES_LONG : SEQUENCES;

	for (uint64_t seed = one ? strtoull(one, NULL, 10) : 1; seed <= (one ? strtoull(one, NULL, 10) : n); seed++) {
		play(s, seed);
		arena_reset(s->a);
	}
}

/* ------------------------------------------------------------------------- beginning */

static int set_up(void **state)
{
	struct problems wrong = { .arena = arena_new() };
	struct import_report report;
	struct scratch *s;

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	pack = pack_load("dialogs/zh-CN", &wrong);
	arena_free(wrong.arena);
	scratch_set_up_db(state);
	s = *state;
	if (!pack || import_dir(s->db, "tests/fixtures/base", "base", &(struct import_options){ .now = BEGIN }, s->a,
				&report) != OK)
		return -1;
	if (db_copy(s->db, scratch_path(s, "base.db")) != OK)
		return -1;
	db_close(s->db);
	s->db = NULL;

	FILE *f = fopen(scratch_path(s, "base.db"), "r");
	static char bytes[8 << 20];

	base = (struct str){ bytes, f ? fread(bytes, 1, sizeof bytes, f) : 0 };
	if (f)
		fclose(f);
	return base.n ? 0 : -1;
}

static int tear_down(void **state)
{
	pack_free(pack);
	return scratch_tear_down(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(random_plays, set_up, tear_down) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
